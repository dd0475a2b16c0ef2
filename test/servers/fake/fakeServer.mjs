/**
 * What the fake servers have in common: they listen, count, and misbehave on request, in this
 * process or by `POST /__fake` with the same fields from another.
 */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One way to misbehave at an answer. `next`: how many of the coming answers; `every`: each n-th;
 * neither: all.
 * @typedef {{ next?: number, every?: number } & (
 *   | { kind: 'status', status: number, words?: string }
 *   | { kind: 'cut' }
 *   | { kind: 'half' }
 *   | { kind: 'html' }
 *   | { kind: 'hang' }
 * )} Fault
 *
 * How a server is; all may be changed while it runs.
 * @typedef {object} Manner
 * @property {string} model
 * @property {string} weights other ones under the same name give other numbers
 * @property {string} version
 * @property {boolean} pictures does the model see?
 * @property {boolean} blind takes pictures and does not look at them
 * @property {boolean} forgets pictures that were sent before
 * @property {number} slow milliseconds an answer takes
 * @property {number} slots how many are answered at once; the others wait
 * @property {string | null} key
 * @property {string[]} ignores fields that are dropped without a word
 * @property {boolean} anew answers anew instead of going on with the opened answer
 * @property {boolean} processed log-probabilities after temperature
 * @property {boolean} wrongToken replies with other tokens than were asked for
 * @property {string[]} missing tokens that are never told
 * @property {boolean} merges reads "(A" as one token
 * @property {number} noise nats that an answer moves by with each other one in flight
 * @property {Fault[]} faults
 *
 * @typedef {{ path: string, body: any }} Asked
 * @typedef {{ status?: number, json: unknown }} Reply
 * @typedef {(asked: Asked, manner: Manner, others: number) => Reply | undefined} Answer
 *   undefined: there is no such path; `others`: answers in flight beside it
 *
 * @typedef {object} Fake
 * @property {string} url
 * @property {Asked[]} asked everything that was asked, in its order
 * @property {() => Asked[]} answers of these what a model had to answer, and did
 * @property {(manner: Partial<Manner>) => void} set
 * @property {(milliseconds: number, manner?: Partial<Manner>) => Promise<void>} restart all
 *   connections are cut; resolves when it listens again, at the same port
 * @property {() => Promise<void>} close
 */

/** @type {Manner} */
const GOOD = {
  model: 'made-up/fake-1b',
  weights: '',
  version: '1.0',
  pictures: true,
  blind: false,
  forgets: false,
  slow: 0,
  slots: 64,
  key: null,
  ignores: [],
  anew: false,
  processed: false,
  wrongToken: false,
  missing: [],
  merges: false,
  noise: 0,
  faults: []
};

/** Paths at which a model has to answer: they are slow, are counted, and misbehave. */
const ANSWERS = /\/(completions?|chat)$/;

/**
 * @param {Answer} answer
 * @param {Partial<Manner> & { port?: number }} [options] port 0, the default: any that is free
 * @returns {Promise<Fake>}
 */
export async function startFake(answer, { port = 0, ...given } = {}) {
  const manner = { ...GOOD, ...given };
  /** @type {Asked[]} */
  const asked = [];
  /** @type {Asked[]} */
  const answered = [];
  let busy = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  const enter = async () => {
    while (busy >= manner.slots) await new Promise((/** @type {any} */ go) => waiting.push(go));
    busy++;
  };
  const leave = () => {
    busy--;
    waiting.shift()?.();
  };

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function handle(request, response) {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const headers = {
      'Access-Control-Allow-Origin': request.headers.origin ?? '*',
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Allow-Private-Network': 'true',
      'Content-Type': 'application/json'
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, headers).end();
      return;
    }
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const body = text === '' ? {} : JSON.parse(text);
    const send = (/** @type {unknown} */ json, status = 200) => {
      response.writeHead(status, headers).end(JSON.stringify(json));
    };
    if (path === '/__fake') {
      Object.assign(manner, body);
      send({ asked: asked.length, answered: answered.length });
      return;
    }
    const one = { path, body };
    asked.push(structuredClone(one));
    if (manner.key !== null && request.headers.authorization !== `Bearer ${manner.key}`) {
      send({ error: { message: 'Incorrect API key provided.', code: 401 } }, 401);
      return;
    }
    if (!ANSWERS.test(path)) {
      const reply = answer(one, manner, 0);
      send(reply?.json ?? { detail: 'Not Found' }, reply ? reply.status : 404);
      return;
    }
    await enter();
    try {
      if (manner.slow > 0) await pause(manner.slow);
      const others = busy - 1;
      const fault = due(manner.faults);
      if (fault?.kind === 'status') {
        send({ error: { message: fault.words ?? 'made-up trouble' } }, fault.status);
      } else if (fault?.kind === 'hang') {
        await new Promise((gone) => response.once('close', gone));
      } else if (fault?.kind === 'html') {
        response.writeHead(200, { ...headers, 'Content-Type': 'text/html' });
        response.end('<!doctype html><title>Welcome</title>');
      } else {
        const reply = answer(one, manner, others);
        const whole = JSON.stringify(reply?.json ?? { detail: 'Not Found' });
        const half = whole.slice(0, Math.floor(whole.length / 2));
        if (fault?.kind === 'cut') {
          response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(whole) });
          response.write(half, () => response.destroy());
        } else {
          const status = reply ? (reply.status ?? 200) : 404;
          if (status === 200 && !fault) answered.push(one);
          response.writeHead(status, headers).end(fault ? half : whole);
        }
      }
    } finally {
      leave();
    }
  }

  const listen = (/** @type {number} */ at) =>
    new Promise((/** @type {(at: number) => void} */ ready, refused) => {
      server.once('error', refused);
      server.listen(at, '127.0.0.1', () => {
        ready(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
      });
    });
  const stop = () =>
    new Promise((/** @type {(value?: unknown) => void} */ done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  const listening = await listen(port);
  return {
    url: `http://127.0.0.1:${listening}`,
    asked,
    answers: () => answered,
    set: (changes) => Object.assign(manner, changes),
    restart: async (milliseconds, changes = {}) => {
      await stop();
      Object.assign(manner, changes);
      await pause(milliseconds);
      await listen(listening);
    },
    close: async () => void (await stop())
  };
}

/**
 * The first fault that is due; counts down.
 * @param {(Fault & { seen?: number })[]} faults
 */
function due(faults) {
  for (const fault of faults) {
    fault.seen = (fault.seen ?? 0) + 1;
    if (fault.next !== undefined ? fault.seen <= fault.next : fault.seen % (fault.every ?? 1) === 0)
      return fault;
  }
  return undefined;
}

/**
 * Runs a fake by itself: `node test/servers/fake/vllm.mjs 5200 '{"slow": 50}'` prints its address.
 * @param {string} module its `import.meta.url`
 * @param {(options: any) => Promise<Fake>} start
 */
export async function runAlone(module, start) {
  const { pathToFileURL } = await import('node:url');
  if (process.argv[1] === undefined || pathToFileURL(process.argv[1]).href !== module) return;
  const [port = '0', manner = '{}'] = process.argv.slice(2);
  const { url } = await start({ port: Number(port), ...JSON.parse(manner) });
  console.log(url);
}
