/** The day that Llama's own templates name where they are given no clock. */
const DAY: Readonly<Record<string, string>> = {
  '%Y': '2024',
  '%m': '07',
  '%d': '26',
  '%b': 'Jul',
  '%B': 'July',
  '%H': '00',
  '%M': '00',
  '%%': '%'
};

/**
 * `strftime_now` for chat templates that write today's date: always the same day, in English. Else a
 * prompt, and with it every answer, would be another one tomorrow and in another browser.
 */
export function stillClock(format: string): string {
  return format.replace(/%[a-zA-Z%]/g, (field) => DAY[field] ?? field);
}
