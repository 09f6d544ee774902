// Which mails raise the suspicion of high criticality (R20), and which only look so.
import { describe, expect, test } from 'vitest'
import { mayDeclareCritical, suspected } from '../../../src/desk/ticket/criticality.ts'
import { contractWith, policyWith } from '../../support/desk.ts'
import { stretchesOf } from '../../support/patience.ts'

const policy = policyWith()
const PLAIN = { subject: '', importanceHigh: false }

const TABLE: readonly (readonly [string, 'service' | 'access' | null])[] = [
  ['Не работает сервис авторизации', 'service'],
  ['Сервер каталога не отвечает с 9 утра.', 'service'],
  ['Упал сервер, никто не может работать', 'service'],
  ['Каталог недоступен у всех пользователей', 'service'],
  ['Каталог не открывается ни у кого', 'service'],
  ['Программа не запускается на всех рабочих местах', 'service'],
  ['После сбоя питания сервис не поднимается', 'service'],
  ['Остановилась работа всего отдела', 'service'],
  ['Критический сбой при запуске', 'service'],
  ['Критически важный сервис остановлен', 'service'],
  ['База данных недоступна', 'service'],
  ['Авария на площадке, просим помощи', 'service'],
  ['Работа отдела полностью парализована', 'service'],
  ['Просим срочно восстановить работу системы', 'service'],
  ['The server is down since morning', 'service'],
  ['Nobody can work, complete outage', 'service'],
  ['Не могу войти в систему', 'access'],
  ['Сотрудники не могут сегодня войти в каталог', 'access'],
  ['Заблокирована учётная запись администратора', 'access'],
  ['Учётная запись ivanov заблокирована', 'access'],
  ['Утрачен доступ к учётной записи', 'access'],
  ['Просим восстановить доступ пользователя Петрова', 'access'],
  ['Система не пускает под моей учёткой', 'access'],
  ['Забыл пароль', 'access'],
  ['We cannot log in', 'access'],
  ['I cannot login', 'access'],
  ['Unable to sign-in since morning', 'access'],
  ['My account is locked', 'access'],
  ['Не открывается каталог', null],
  ['Не работает печать отчёта', null],
  ['Не открывается на всех вкладках', null],
  ['В системе не работает печать спецификации', null],
  ['Не работает печать в системе', null],
  ['Документ лежит на сервере', null],
  ['Сборка проекта завершилась с ошибкой', null],
  ['Как настроить доступ нового пользователя?', null],
  ['Прошу заблокировать учётную запись уволенного сотрудника', null],
  ['Прошу создать учётную запись', null],
  ['Это не критично, но сервер не отвечает', null],
  ['Вопрос не срочный. Не могу войти в систему.', null],
  ['Аварии нет, сервис работает штатно', null],
  ['Вчера сервер не отвечал, сейчас всё работает', null],
  ['Подскажите, что делать, если не могу войти?', null],
  ['Иванов И. И.\nОтдел сопровождения критических систем', null],
  ['Срочно пришлите счёт', null],
  ['The server works again now', null],
  ['It is not urgent: the print service is down', null],
  ['How do I print a catalogue?', null],
  ['Ничего критичного: сервер не упал, доступ есть', null],
  ['Ничего страшного, но база данных недоступна', null],
  ['Срочности нет, не могу войти', null],
  ['Не к спеху: учётная запись заблокирована', null],
  ['Учебная тревога: объявим отказ сервера', null],
  ['Завтра имитируем отказ сервера', null],
  ['Критичный для нас сервер не упал', null],
  ['Доступ к учётной записи пока не потерян', null],
  ['Вход в систему у нас не заблокирован', null],
  ['Работа отдела сегодня не остановлена', null],
  ['Работа не терпит: сервер упал', 'service'],
  ['Восстановите, пожалуйста, не позднее обеда доступ к каталогу', 'access'],
  ['Критичный сервис не отвечает', 'service'],
]

test.each(TABLE)('«%s» is suspected of: %s', (text, ground) => {
  expect(suspected({ ...PLAIN, text }, policy, false)?.ground ?? null).toBe(ground)
})

describe('a suspicion says by which words', () => {
  test('the words of the sender stand on the card', () => {
    const found = suspected({ ...PLAIN, text: 'Коллеги, не могут\nсегодня войти трое.' }, policy, false)
    expect(found?.words).toBe('не могут сегодня войти')
  })

  test('the subject counts like the text', () => {
    expect(suspected({ ...PLAIN, subject: 'Сервер упал', text: 'Просим помочь.' }, policy, false)?.ground).toBe(
      'service',
    )
  })

  test('a keyword of the configuration counts beside the default words', () => {
    const own = policyWith({ critical: { keywords: ['срыв приёмки'], firstAnswerHours: 2 } })
    const said = { ...PLAIN, text: 'Возможен срыв приемки изделия' }
    expect(suspected(said, own, false)).toMatchObject({ words: 'срыв приемки' })
    expect(suspected(said, policy, false)).toBeNull()
  })
})

describe('weak words need more than themselves', () => {
  const said = { subject: 'Срочно', text: 'Просим ответить.', importanceHigh: false }

  test('alone they raise nothing', () => {
    expect(suspected(said, policy, false)).toBeNull()
  })

  test('with Importance they do', () => {
    expect(suspected({ ...said, importanceHigh: true }, policy, false)?.ground).toBe('other')
  })

  test('Importance without words does not', () => {
    expect(suspected({ subject: 'Вопрос', text: 'Как напечатать?', importanceHigh: true }, policy, false)).toBeNull()
  })

  test('from a person whom the contract names they do', () => {
    const person = {
      name: 'И',
      address: 'i.sidorov@plant.example',
      phone: null,
      greeting: null,
      mayDeclareCritical: true,
    }
    const contract = contractWith({ people: [person] })
    expect(mayDeclareCritical('I.Sidorov@plant.example', contract)).toBe(true)
    expect(mayDeclareCritical('other@plant.example', contract)).toBe(false)
    expect(suspected(said, policy, true)?.ground).toBe('other')
  })
})

test('a log of a million characters without a stop is judged at once', () => {
  const log = 'не могу сервер доступ '.repeat(50_000)
  expect(stretchesOf(() => suspected({ ...PLAIN, text: log }, policy, false))).toBeLessThan(50)
})
