// Russian: what time brings.
import type { TimeSentences } from '../../words/words.ts'
import type { Catalogue } from '../language/catalogue.ts'

export const TIME: Catalogue<TimeSentences> = {
  'died while filing': 'программа завершилась, обрабатывая письмо',
  'fault of the program': ({ error }) => `ошибка программы: ${error}`,
  'no reason is known': 'причина не названа',
  'set aside': ({ number, more }) => `Отложено на разбор: ${number}${more === 0 ? '' : ` и ещё ${more}`}`,
  'set aside means':
    'Письмо трижды не удалось обработать. Оно сохранено целиком и открыло обращение; клиенту ничего не отправлено.',
  'one set aside': ({ number, why }, { say }) => `${number}: ${say(why)}`,
  'what to do with it':
    'Прочитайте письмо в папке для отложенных писем почтового ящика поддержки и ответьте клиенту; разработчику программы нужны это письмо и журнал.',
  'listed as set aside': ({ number, why }, { say }) => `${number}  ${say(why)}`,
}
