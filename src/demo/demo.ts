// The whole desk on one machine: the story plays before the reader's eyes, then the desk stays open for mail clients.
import { CUSTOMER, ENGINEER, openStage, type Stage, SUPPORT } from './stage.ts'
import { playFirstPart, playLookingOn, playSecondPart } from './story.ts'

export interface DemoOptions {
  /** Ends after the story instead of staying open. */
  readonly once: boolean
  readonly out: (line: string) => void
  /** Resolves when the reader has had enough. */
  readonly enough: Promise<void>
}

/** Plays the story; rejects when it does not go as told. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const stage = await openStage(options.out)
  try {
    await playFirstPart(stage)
    await playSecondPart(stage)
    await playLookingOn(stage)
    stage.say('История прошла как задумано.')
    if (options.once) return
    invite(stage, options.out)
    await options.enough
  } finally {
    await stage.close()
  }
}

function invite(stage: Stage, out: (line: string) => void): void {
  out('')
  out('Служба продолжает работать. Подключите почтовую программу (127.0.0.1, без шифрования):')
  for (const person of [CUSTOMER, ENGINEER, SUPPORT]) {
    const port = stage.mail.mailboxes.get(person.address)?.port
    out(`  ${person.name.padEnd(24)} IMAP порт ${port}  имя ${person.address}  пароль ${person.password}`)
  }
  out(`  Отправка для всех: SMTP порт ${stage.mail.smtpPort}, те же имя и пароль; пишите на ${SUPPORT.address}`)
  out(`Табло: ${stage.board.address}  код доступа: ${stage.board.token}`)
  out('Ctrl-C завершает.')
}
