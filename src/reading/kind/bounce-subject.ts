// Subjects of notices about deliveries: how they begin, which of them no person writes, and which stand by themselves or
// before the old subject, as mail servers write them. People write of such things too: «Недоставленные отчёты за ноябрь».

const BEGINS_LIKE =
  /^(?:re:\s?)?(?:недоставлен|недоставка|не ?доставлен|не уда(?:ется|лось) доставить|невозможно доставить|сообщение не (?:было )?доставлено|ваше сообщение не |письмо не (?:было )?доставлено|ошибка доставки|уведомление о (?:состоянии доставки|недоставке|задержке|доставке)|отчет о (?:доставке|недоставке)|доставка (?:сообщения|письма) (?:отложена|задерж)|задержка доставки|возвращенн?ое (?:сообщение|письмо)|undeliver|non[ -]?deliver|not delivered|nondeliverable|delivery (?:status|fail|has failed|problem|error|incomplete|delay|report|notification|unsuccessful|attempt|to the following)|mail deliver|mail (?:system error|failure|error|status|could not|not delivered)|message (?:delivery|could not|undeliver|delayed|not delivered|status)|failed (?:mail|delivery)|failure (?:notice|delivery)|fail(?:ed|ure) to deliver|returned (?:mail|to sender|message|email|due)|return(?:ed)? mail|warning: (?:message|could not|.{0,80}(?:delay|unknown|not delivered))|your (?:message|mail|email) .{0,80}(?:could not|was not|delayed|undeliver|has been delayed)|could not (?:send|deliver)|unable to deliver|unzustellbar|nicht zustellbar|unzustellbarkeit|zustellung|rückläufer|fehler beim senden|non remis|échec de (?:la )?remise|message non (?:remis|distribué)|avis de non|mensaje no entregado|no se puede entregar|error en la entrega|recapito|mancato recapito|impossibile recapitare|não (?:foi possível entregar|entregue)|onbestelbaar|niet bezorgd|olevererbart|kan ikke leveres|kunde inte levereras|oleverbart|zwrot|nie dostarczono|niedostarczon|недоставлене|не доставлено|недоручено|退信|系统退信|投递失败|配信不能|配信エラー|loop alert|considered unsolicited|deferred mail|problem delivering|.{0,120}\(delivery failed\)|nameserver error|\[bounce\]|bounced?:|notice: mail delivery|there was an error sending|error sending|delayed(?: mail|:)|(?:mail|message|e-?mail) (?:rejected|refused|not accepted)|rejected mail|unknown address|invalid (?:address|recipient)|automatically rejected mail|доставка не удалась|письмо возвращено|user unknown|host unknown|unknown (?:user|recipient))/u

/** Whether a stripped subject begins like a notice's; who sent it decides. */
export function beginsLikeBounce(stripped: string): boolean {
  return BEGINS_LIKE.test(stripped)
}

const SURE_BOUNCE =
  /^(?:loop (?:alert|back warning):|warning: unix from loop|mail system error - returned mail|you .{3,80} are not member \()|\(delivery failed\)$/u

/** Whether a stripped subject is one that no person writes. */
export function isServersOwn(stripped: string): boolean {
  return SURE_BOUNCE.test(stripped)
}

/** The whole of what servers write in front of an old subject, or by itself. */
const NOTICES = [
  'недоставленное (?:сообщение|письмо)|недоставлено|не ?доставлено|недоставка(?: (?:сообщения|письма|почты))?|(?:ваше )?(?:сообщение|письмо) не (?:было |может быть )?доставлено|не уда(?:ется|лось) доставить(?: (?:ваше )?(?:сообщение|письмо|почту))?|невозможно доставить(?: (?:ваше )?(?:сообщение|письмо))?|ошибка (?:при )?доставк[еи](?: (?:сообщения|письма|почты))?|уведомление о (?:недоставке|недоставленном (?:сообщении|письме)|состоянии доставки|задержке доставки|невозможности доставки)(?: (?:сообщения|письма))?|отчет о недоставке|доставка (?:сообщения|письма) отложена|возвращенн?ое (?:сообщение|письмо)|письмо возвращено',
  'undelivered mail returned to sender|undeliver(?:able|ed)(?: (?:mail|message))?|non[ -]?deliver(?:y|able)(?: (?:report|notification|notice))?|mail delivery (?:failed|failure|error|problem|system|subsystem|status|notification)(?: (?:notification|notice))?|(?:mail )?delivery (?:status notification|failure|failed|has failed|notification|incomplete|delayed|unsuccessful|error report)(?: (?:notification|notice))?|failure notice|failed (?:mail|delivery)(?: notification)?|returned (?:mail|message|e-?mail)|return(?:ed)? to sender|mail system error|message (?:undeliverable|delivery failure|not delivered|status)|your (?:message|mail|e-?mail) .{0,80}(?:could not be delivered|was not delivered|has been delayed|is undeliverable)|warning: (?:could not send|message .{0,60} delayed|delayed mail).{0,60}|delayed mail',
  'unzustellbar(?:e nachricht)?|nicht zustellbar|zustellung fehlgeschlagen|non remis|échec de (?:la )?remise|mensaje no entregado|no se puede entregar|impossibile recapitare|mancato recapito|não entregue|onbestelbaar|niet bezorgd|olevererbart|kan ikke leveres|oleverbart|zwrot|nie dostarczono|niedostarczon\\p{L}+|недоставлене|не доставлено|退信|系统退信|投递失败|配信不能|配信エラー',
].join('|')
const WHOLE = new RegExp(String.raw`^(?:${NOTICES})(?:\s?[.!]?$|\s?[:：]|\s?\(|\s?[–—-]\s|\s(?:from|to)\s\S+@)`, 'u')

/** Whether a stripped subject has the form that servers give it, not a person's sentence or question. */
export function isNoticesWhole(stripped: string): boolean {
  return WHOLE.test(stripped) && !/[?？]\s*$/u.test(stripped)
}
