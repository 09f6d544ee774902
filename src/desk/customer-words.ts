// The words a customer may answer with alone (desk by mail, customer 4): «статус», «решено», «не решено», «спасибо» and
// their English, with a greeting, a thank-you or a name around them. Negations are tested first.
import type { Letter } from '../letter.ts'
import { plainWords } from './plain-words.ts'

export type CustomerWord = 'status' | 'unresolved' | 'resolved' | 'thanks'

const STATUS =
  /^(?:(?:какой|каков|сообщите|подскажите|прошу сообщить|уточните|проверить|прошу|дайте)? ?(?:пожалуйста )?(?:статус|состояние)(?: (?:обращени[яе]|заявки|запроса|вопроса|тикета))?(?: пожалуйста)?|(?:ticket |request )?status(?: please| update)?|(?:what is|what's) the status)$/

const UNRESOLVED =
  /^(?:(?:проблема|вопрос|обращение|ошибка|это|к сожалению|увы|нет|по-прежнему|все еще|пока|так и|опять|снова|ничего|решение|совет|обновление|все равно)? ?)*(?:не (?:решено|решен|решена|решили|помогло|помог|помогла|помогли|работает|заработало|заработал|заработала|исправлено|исправлена|устранено|устранена)|(?:нельзя|не надо|не нужно|прошу не|просьба не) закрыва(?:ть|йте)|не закрывайте|(?:still |problem |issue |it |is |unfortunately |no )*(?:not (?:resolved|solved|fixed|working)|unresolved|(?:did not|didn't) (?:help|work)|(?:does not|doesn't) (?:help|work)))(?: (?:вопрос|проблема|обращение|по-прежнему|до сих пор|пока|еще|yet|still))*$/

const RESOLVED =
  /^(?:(?:(?:наш|мой|этот|данный)? ?(?:вопрос|проблема|обращение|заявка|запрос|ошибка|все|уже|да|теперь|благодаря вам|у нас|у меня)? ?)*(?:решено|решен|решена|решили|решилось|решился|решилась|снят|снята|исправлено|исправлена|устранено|устранена|заработало|заработал|заработала|работает|помогло|неактуально|не актуально|неактуален|не актуален|больше не актуально|можно закрыть|можно закрывать|закройте|закрывайте|прошу закрыть|просьба закрыть)(?: (?:обращение|вопрос|заявку|заявка|тикет|запрос|можно закрыть|можно закрывать|закрывайте|закройте|теперь|пожалуйста|все|всё))*|(?:(?:the |my |our |this |yes |it is |it's |is |problem |issue |ticket |request |all |now )*(?:resolved|solved|fixed|works|working|not relevant|no longer relevant|can be closed|you can close|you may close|please close)(?: (?:it|the|this|ticket|issue|request|now|please|can be closed))*))$/

const THANKS =
  /^(?:(?:большое|огромное) )?(?:спасибо|благодарю|благодарим|спс)(?: (?:большое|огромное|вам|вас|всем|за|помощь|ответ|оперативность|оперативный|оперативную|быстрый|быструю|разъяснение|разъяснения|и|ваш|вашу|работу|содействие))*$|^(?:many |thank |thanks|thx)(?:thanks|you)?(?: (?:a lot|very|so|much|you|for|your|the|help|support|quick|reply|answer|assistance|all))*$|^(?:принято|понял|поняла|поняли|ок|окей|хорошо|ok|okay|got it|all clear)$/

const GREETING =
  /^(?:(?:добрый|доброе|доброго) (?:день|утро|вечер|дня|утра|вечера|времени суток)|добрый|здравствуйте|здравствуй|приветствую|привет|hello|hi|hey|good (?:morning|day|afternoon|evening)|dear [a-z ]+|уважаем[а-я]+(?: [а-я]+){1,3}|коллеги)(?: (?:коллеги|всем|all|team|there|again|еще раз|support))?(?: [а-я]+){0,2}$/

const FAREWELL =
  /^(?:(?:с|c) (?:уважением|наилучшими пожеланиями)|всего (?:доброго|хорошего|наилучшего)|хорошего дня|до свидания|best regards|kind regards|regards|best wishes|sincerely|yours [a-z]+|sent from .+|отправлено (?:с|из) .+)/

/** The word that a customer's own text consists of, or null when he wrote anything else or added a file. */
export function customerWord(letter: Letter): CustomerWord | null {
  if (letter.attachments.some((file) => !file.inline)) return null
  const said = saidIn(letter.reply)
  const meant = said.filter((phrase) => !THANKS.test(phrase))
  if (meant.length === 0) return said.length > 0 ? 'thanks' : null
  const kinds = new Set(meant.map(kindOf))
  const [only] = kinds
  return kinds.size === 1 && only !== undefined ? only : null
}

function kindOf(phrase: string): CustomerWord | null {
  if (STATUS.test(phrase)) return 'status'
  if (UNRESOLVED.test(phrase)) return 'unresolved'
  if (RESOLVED.test(phrase)) return 'resolved'
  return null
}

/** The phrases of a text without greetings, and without what stands after a farewell: the sender's name and post. */
function saidIn(text: string): readonly string[] {
  const said: string[] = []
  for (const phrase of phrasesOf(text)) {
    if (FAREWELL.test(phrase)) break
    if (!GREETING.test(phrase)) said.push(phrase)
  }
  return said
}

function phrasesOf(text: string): readonly string[] {
  return plainWords(text)
    .split(/[\n.,!?;:()"]+| - | [–—] /)
    .map((phrase) => phrase.replace(/[^\p{L}\p{N}' -]/gu, '').trim())
    .filter((phrase) => phrase !== '')
}
