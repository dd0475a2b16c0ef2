const BAR = 24;
/** Milliseconds between two lines where there is no terminal, and between two looks on one. */
const QUIET = 10_000;
const REDRAW = 200;
/** The rate is that of the last so many milliseconds. */
const WINDOW = 60_000;

const PHASES = {
  'reading-check': 'reading check',
  gate: 'countries of pictures',
  questions: 'questions',
  pictures: 'pictures that passed',
  writing: 'putting together'
};

/** How far a run is: one line that changes on a terminal, one every ten seconds elsewhere. */
export class ProgressLine {
  #out = process.stderr;
  #shownAt = 0;
  #drawn = false;
  #phase = '';
  /** @type {{ at: number, asked: number }[]} */
  #seen = [];

  /**
   * @param {import('../../src/run/served/askServed.ts').ServedProgress} progress
   * @param {import('../../src/servers/serverEngine.ts').ServerEngine['traffic']} traffic
   * @param {number} holes
   */
  show({ phase, done, known, total }, { inFlight, retries }, holes) {
    const now = Date.now();
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#seen = [];
    }
    const asked = done - known;
    const last = this.#seen.at(-1);
    if (!last || now - last.at > 500) this.#seen.push({ at: now, asked });
    while (now - (this.#seen[0]?.at ?? now) > WINDOW) this.#seen.shift();
    if (now - this.#shownAt < (this.#out.isTTY ? REDRAW : QUIET) && done < total) return;
    this.#shownAt = now;
    const first = this.#seen[0] ?? { at: now, asked };
    const rate = now > first.at ? ((asked - first.asked) * 1000) / (now - first.at) : 0;
    const more = [
      ...(rate > 0
        ? [`${rate.toFixed(1)} a second`, `${timeText((total - done) / rate)} left`]
        : []),
      `${inFlight} at a time`,
      ...(retries > 0 ? [`asked again: ${retries}`] : []),
      ...(holes > 0 ? [`never answered: ${holes}`] : [])
    ].join(', ');
    const counts = `${PHASES[phase]}: ${done} of ${total} ${phase === 'writing' ? 'answers' : 'prompts'}`;
    if (!this.#out.isTTY) return void this.#out.write(`${counts}; ${more}\n`);
    const full = total > 0 ? Math.floor((BAR * done) / total) : 0;
    const bar = '#'.repeat(full).padEnd(BAR, '.');
    // A line that wraps could not be drawn over.
    const line = `[${bar}] ${counts}; ${more}`.slice(0, (this.#out.columns || 80) - 1);
    this.#out.write(`\r\x1b[2K${line}`);
    this.#drawn = true;
  }

  /**
   * A line of its own.
   * @param {string} text
   */
  say(text) {
    this.end();
    this.#out.write(`${text}\n`);
  }

  /** Leaves the line that changes as it is. */
  end() {
    if (this.#drawn) this.#out.write('\n');
    this.#drawn = false;
  }
}

/** @param {number} seconds */
function timeText(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
