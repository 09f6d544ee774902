// What only looks like a quotation or a signature: memos, journals, forms, programs' messages, headings, separators, words below
// a sign-off. In doubt nothing is cut, in new mails and in answers, with a quotation below or without.
import { describe, expect, test } from 'vitest'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const WORDS: readonly string[] = [
  'Порядок действий\n================\n1. Остановите службу\n2. Запустите',
  'Добрый день!\n\nВ журнале от 23.11.2026 10:15 сервер пишет:\nнет места на диске /var\nОсвободите место.',
  'Вчера в 18:40 программа написала:\nошибка 5\nЧто делать?',
  'Иван Иванович 20.11.2026 сказал:\nпроверьте диск\nМы проверили.',
  'На сайте 20.11.2026 10:15 написано:\nверсия 3.2\nУ нас 3.1',
  'Поставщик Ромашка 20.11.2026 в 10:15 ответил:\nждите\nМы ждём.',
  'Ошибка в форме:\nОт: Петров\nКому: Иванов\nТема: акт\nДата: 01.10.2026\nПоле «Тема» не заполняется.',
  'Форма заявки\n\nДата: 23.11.2026\nВремя: 10:15\nОт кого: цех 5\nКому: цех 6\nТема: ремонт\n\nНе печатается.',
  'From: 10.0.0.1\nTo: 10.0.0.2\nDate: 2026-11-23\nSubject: packet lost',
  'Пример письма, которое не уходит:\n\nОт: ivanov@zavod.example\nКому: petrov@zavod.example\nТема: акт\nДата: 23.11.2026 10:15\n\nПомогите.',
  'Что сделали:\n\n--\n-- создание таблицы\nCREATE TABLE a (b int);\n--',
  'Первая проблема\n---\nВторая проблема\n---\nТретья',
  'Заголовок\n---------\nтекст под заголовком, который продолжается.',
  'Список сотрудников\n______________\nИванов Иван\nПетров Пётр\nСидорова Анна',
  'Адрес доставки:\n--\nг. Москва, ул. Примерная, 1\nПетрову',
  'Спасибо!\nС уважением\nТекст ошибки: ORA-12541',
  'Вопрос решён, спасибо.\nС уважением, Иван\nНо появилась новая ошибка: не печатает форма 13.',
  'Спасибо.\n\nС уважением,\nИван Петров\nинженер\n\nЕщё вопрос: когда обновление?',
  'Спасибо.\n\nС уважением,\nИван Петров\nтел. 8 495 000-00-00\n\nP.S. Пришлите инструкцию.',
  'Добрый день.\n\nС уважением,\nИван Петров\n\n1. Не печатает форма 12\n2. Не печатает форма 13',
  'Добрый день.\n\nС уважением,\nИван Петров\n\nОшибка повторилась сегодня утром.',
  'Добрый день.\n\nС уважением,\nИван Петров\n\nкаталог не открывается',
  'Best regards,\nIvan\n\nOne more thing: the report is empty.',
  'Best regards,\nIvan\n\nThe report is empty again',
  'Не работает печать.\n\nКонфиденциально: пароль администратора 12345, смените.',
  'Не работает печать.\n\nНастоящее письмо прошу зарегистрировать и уведомить о сроках.',
  'Не работает печать.\n\nВнимание! Данные в отчёте предназначены только для руководства, закройте доступ.',
  'Не работает печать.\n\nЭто сообщение об ошибке получили все пользователи, если вы не можете войти — звоните.',
  'Где мой запрос?\n\nОтправлено через портал госуслуг',
  'Где мой запрос?\n\nОтправлено с рабочего места бухгалтера',
  'Где мой запрос?\n\nОтправлено из 1С:Предприятие',
  'Программа пишет:\n\n> Ошибка 17\n> Нет связи\n\nЧто делать?',
  'Инструкция говорит:\n> нажмите F5\n> и ждите\nНо не работает.',
  'Результат:\n>>> import skps\nTraceback\n>>> ',
  'Цены:\n> 100 р. за форму\nМного.',
  'Журнал\n10:15 Иванов И. И. вошёл\n10:16 ошибка\n10:17 Иванов И. И. вышел',
  'Договор № 5 от 23.11.2026 10:15, Иванов Иван:\nподписан\nоплачен',
  'Совещание 23.11.2026 в 10:00, участники:\nИванов\nПетров',
  'Мы писали вам 20.11.2026 10:15:\nвопрос про форму 12\nОтвета нет.',
  'Вы писали 20 ноября, что исправите:\nформа 12\nформа 13\nНе исправлено.',
  'As you wrote on 20 November 2026:\nthe form is fixed\nIt is not.',
  'The log of 20 November 2026 10:15 says:\nno space left\nPlease help.',
  'Сообщение от пользователя Петров 23.11.2026 10:15:\nне открывается журнал\nПроверьте.',
  '*****\nВажно\n*****\nНе открывается каталог',
  '=== Шаг 1 ===\nоткрыть\n=== Шаг 2 ===\nзакрыть',
  'Кому: всем\nДата: сегодня\nТема: перенос\n\nПеренос на завтра.',
  'Прошу ответить.\n\nИсполнитель: Петрова А. С.\nтел. 12-34',
  'Отчёт «От: Кому: Тема:» пустой.\nДата: 23.11.2026',
  'Таблица:\nОт\tКому\tДата\tТема\nцех 1\tцех 2\t23.11.2026\tакт',
  'Журнал обмена\n----- ошибка 17 -----\nнет связи',
  'Сделайте так:\n1) от: 10:00\n2) до: 18:00\nДата: любая',
  'Прошу:\n- выдать права\n- сообщить\n\nЗаранее благодарен за ответ, он нужен к пятнице',
  'С уважением отношусь к вашей работе, но форма 12 не печатает.',
  'Спасибо, но вопрос остался.\n\nС уважением,\nИван Петров\n\nОт: оператор\nЧто: не печатает',
  'Пароль:\n—\nqwerty',
  'Ставлю вопрос ребром\n***\nКогда?',
  'Ошибка\n____\nКод 17',
  'Форма 12 → 13\n-> не печатает\n=> ошибка',
  'Лог:\n| 10:15 | ошибка |\n| 10:16 | ошибка |\nчто это?',
  'Посылка\nОт: ООО «Ромашка»\nКому: АО «Завод»\nОтправлено: 23.11.2026\nТема: запчасти\n\nНе пришла.',
  'Paket\nŠalje: Anna\nPrima: Bob\nPoslano: 23.11.2026\nPredmet: paket\n\nNije stiglo.',
  'Od: 10:00\nDo: 18:00\nDatum: 23.11.2026\nPředmět: školení\nPřijdu.',
  'Da: Milano\nA: Roma\nData: 23/11/2026 10:15\nOggetto: trasporto\nÈ in ritardo.',
  'De: Paris\nÀ: Lyon\nDate: 23/11/2026\nObjet: livraison\nEn retard.',
  'From: Berlin\nTo: Munich\nDate: 23.11.2026 10:15\nSubject: maths\nLate.',
  'Maršruts\nNo: Rīga\nKam: Liepāja\nTēma: krava\nNav.',
  'The log says:\n2026-11-23 10:15:22 Anna Smith wrote:\nfile saved\nbut it is not there.',
  'Anna wrote on the paper:\nfix it.\nWe did not.',
  'Wie Sie am 23.11.2026 geschrieben haben:\nes soll gehen.\nGeht nicht.',
  'Comme vous avez écrit le 23 novembre 2026 :\nça marche.\nNon.',
  'Как вы написали 23 ноября 2026:\nвсё исправлено.\nНет.',
  'Сообщение программы:\n--- Исходное сообщение не найдено ---\nЧто делать?',
  'Кнопка «Исходное сообщение» не работает.\nТема: меню\nДата: сегодня',
  'Original message\nTo: nobody\nis shown in the window.',
  'Форма:\n| От | Иванов |\n| Кому | Петров |\n| Дата | 23.11.2026 |\n| Тема | акт |\nПустая.',
  'Best,\nWorst,\nAverage\nare the columns. The second is empty.',
  'KR is the wrong currency code.',
  'Groet is the name of the village, it is not in the list.',
  'Saluti is not in the directory.',
  'Att: Anna Smith\nplease call back.',
  'Download Outlook for Windows fails with error 5.',
  'Sent with errors: see the log.',
  'На пн, 23.11.2026 назначено обновление:\nсервер 1\nсервер 2\nВерно?',
  'Op 23-11-2026 om 10:15 schreef de server een fout:\nfout 5\nWat nu?',
  'Il 23/11/2026 10:15 il server ha scritto:\nerrore 5\nCosa fare?',
  'El 23/11/2026 a las 10:15 el servidor escribió:\nerror 5\n¿Qué hago?',
  'W dniu 23.11.2026 o 10:15 serwer napisał:\nbłąd 5\nCo robić?',
  'Dne 23. 11. 2026 v 10:15 server napsal:\nchyba 5\nCo s tím?',
  'Den 23.11.2026 kl. 10.15 skrev serveren:\nfejl 5\nHvad nu?',
  '23.11.2026 10:15 служба печати написала:\nошибка 5\nЧто делать?',
  'Am 23.11.2026 um 10:15 hat der Dienst geschrieben:\nFehler 5\nWas tun?',
  'Ivan\n— Petr\n— Anna\nare not in the list',
  'Адрес:\n10115 Berlin\nMusterstr. 5\nне находится.',
  'Директор\nИван Петров\nтел. 12-34\nне видит форму.',
  'Прошу завести:\nИванов Иван, инженер, тел. 12-34\nПетров Пётр, техник, тел. 12-35\nСидоров Семён, оператор, тел. 12-36',
  'Код:\n-- комментарий\nselect 1;\n-- Анна',
  'Спасибо!\nИван Петров\nинженер отдела не может войти.',
  'Thanks\nJohn Smith\nHead of Sales cannot log in.',
  'ВНИМАНИЕ: внешний диск не виден.\nСсылка на него пропала.\n\nПомогите',
]

const AUTHOR = 'Иван Петров'
const QUOTE = 'пн, 23 нояб. 2026 г. в 10:15, Поддержка <support@vendor.example>:\n\n> Обновите.\n> Поддержка\n'

describe.each([
  ['a new mail', false],
  ['an answer', true],
])('in %s all of it is the sender’s own', (_, answers) => {
  test.each(WORDS)('%s', (words) => {
    const read = readText(words, { ...UNKNOWN, answers, author: AUTHOR })
    expect(read.reply).toBe(words.trimEnd())
    expect(read.cuts).toEqual([])
  })
})

describe('above a quotation all of it is the sender’s own', () => {
  test.each(WORDS)('%s', (words) => {
    const read = readText(`${words}\n\n${QUOTE}`, { ...UNKNOWN, answers: true, author: AUTHOR })
    expect(read.reply).toBe(words.trimEnd())
    expect(read.cuts).toMatchObject([{ rule: 'attribution', sure: true }])
  })
})
