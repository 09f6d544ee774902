// Russian: time behind «на». Of the words that measure it only «минута» sounds otherwise there.

/** «3 часа 21 минуту» of «3 часа 21 минута». */
export function accusative(time: string): string {
  return time.replace(/минута$/u, 'минуту')
}
