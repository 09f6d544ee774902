// `node test/support/show-story.ts NAME`: every letter that a story makes the desk send, and what is not as expected. For
// those who write stories.
import { openReader } from '../../src/reading/reading.ts'
import { rehearse } from './story.ts'

const reader = openReader({ messageBytes: 83_886_080 })
for (const name of process.argv.slice(2)) await rehearse(name, reader, (line) => console.log(line))
await reader.close()
