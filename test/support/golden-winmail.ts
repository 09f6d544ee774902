// Golden letters that Outlook wraps into winmail.dat.
import { type Golden, golden } from './golden.ts'
import { file, head, multipart, text } from './letter.ts'
import { uncompressedRtf, winmail } from './tnef.ts'

const act = { name: 'Акт приёмки.docx', bytes: Buffer.from('PK-not-really') }
const RTF =
  "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}\\f0 \\'cf\\'f0\\'ee\\'f8\\'f3 \\u1087?\\u1086?\\u1084?\\u1086?\\u1095?\\u1100?\\par second line}"

export const WINMAIL: readonly Golden[] = [
  golden(
    'winmail-with-body-and-file',
    [
      head(),
      multipart('mixed', 'b', [
        file('winmail.dat', winmail({ text: 'Направляем акт.' }, [act]), 'application/ms-tnef'),
      ]),
    ],
    {
      text: 'Направляем акт.',
      attachments: [{ name: 'winmail.dat' }, { name: 'Акт приёмки.docx', bytes: 13 }],
      defects: ['winmail.dat opened'],
    },
  ),
  golden(
    'winmail-beside-a-text',
    [
      head(),
      multipart('mixed', 'b', [
        text('Смотрите акт.'),
        file('winmail.dat', winmail({ text: '' }, [act]), 'application/ms-tnef'),
      ]),
    ],
    {
      text: 'Смотрите акт.',
      attachments: [{ name: 'winmail.dat' }, { name: 'Акт приёмки.docx' }],
    },
  ),
  golden(
    'winmail-with-rtf-alone',
    [
      head(),
      multipart('mixed', 'b', [file('winmail.dat', winmail({ rtf: uncompressedRtf(RTF) }, []), 'application/ms-tnef')]),
    ],
    {
      text: 'Прошу помочь\nsecond line',
    },
  ),
  golden(
    'winmail-cut-short',
    [
      head(),
      multipart('mixed', 'b', [
        text('Текст цел.'),
        file('winmail.dat', winmail({ text: 'x' }, [act]).subarray(0, 120), 'application/ms-tnef'),
      ]),
    ],
    {
      setAside: false,
    },
  ),
]
