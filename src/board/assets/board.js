// Looks every half minute whether the page has changed, and says so. Nothing is replaced under the reader's hands.
const EVERY_MS = 30_000
const SELECTOR = '.queue, .counts, .verdict, .empty'

const shown = (root) => [...root.querySelectorAll(SELECTOR)].map((one) => one.textContent).join('\n')

async function look() {
  if (document.visibilityState !== 'visible' || document.querySelector('.newer') !== null) return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!answer.ok) return
  const there = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (shown(there) === shown(document)) return
  const words = document.querySelector('main')
  const notice = document.createElement('p')
  notice.className = 'newer'
  notice.setAttribute('role', 'status')
  const link = document.createElement('a')
  link.href = location.href
  link.textContent = words.dataset.newer
  notice.append(link)
  words.append(notice)
}

setInterval(() => {
  look().catch(() => undefined)
}, EVERY_MS)
