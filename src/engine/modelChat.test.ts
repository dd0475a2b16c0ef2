import { PreTrainedTokenizer } from '@huggingface/transformers';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brief } from '../core/prompts/brief.ts';
import { gateJob } from '../core/prompts/gatePrompt.ts';
import { openedWith } from '../core/prompts/openedWith.ts';
import { planJobs } from '../core/prompts/plan.ts';
import type { ChatFormat, Cue } from '../core/prompts/types.ts';
import { testPlan } from '../core/fixtures/asking.ts';
import { adapterFor } from './adapters/index.ts';
import { chatOf, ownTemplate } from './modelChat.ts';

interface Turn {
  role: 'system' | 'user';
  content: string | { text?: string }[];
}
/** What Python's transformers makes of a chat, with two beginnings of an answer. */
interface Case {
  messages: Turn[];
  lead_in: string;
  prompt: string;
  prompt_options: string;
  input_ids: number[];
}

const TWINS = 'test/fixtures/twins';
const POCKET = 'models/pocket-llava';
const PICTURE: Cue = { kind: 'picture', picture: 'ab'.repeat(32), category: null };
/** What Qwen's templates write for a picture, and all others. */
const WRITTEN = ['<|vision_start|><|image_pad|><|vision_end|>', '<image>'];

/** A model by all of its folder that its prompts depend on. */
function open(folder: string) {
  const present = readdirSync(folder);
  const json = (file: string) =>
    (present.includes(file) ? JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) : {}) as object;
  const files = new Map(
    present
      .filter((file) => file.startsWith('chat_template.'))
      .map((file) => [file, new Uint8Array(readFileSync(`${folder}/${file}`))])
  );
  const tokenizer = new PreTrainedTokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const parts = {
    config: json('config.json'),
    processor: json('processor_config.json'),
    preprocessor: json('preprocessor_config.json')
  };
  const recipe = adapterFor(parts.config, folder).picture?.(parts, 'one');
  return {
    chat: chatOf(
      { tokenizer, pictures: recipe ? { recipe } : null },
      folder,
      ownTemplate(files)?.text ?? null
    ),
    encode: (text: string) =>
      tokenizer(text, { add_special_tokens: false, return_tensor: false }).input_ids as number[]
  };
}

/** The chat as the app asks it: the user's first line as the cue, the rest as the question. */
function promptOf(
  messages: readonly Turn[],
  letterLeadIn: string,
  chat: ChatFormat,
  turn: 'own' | 'none' = 'own'
) {
  const said = (role: Turn['role']) => {
    const content = messages.find((message) => message.role === role)?.content ?? null;
    if (content === null || typeof content === 'string') return content;
    return content.map(({ text = '<image>' }) => text).join('');
  };
  const [, line = '', askLetter = ''] = /^(.*\n)([^]*)$/.exec(said('user') ?? '') ?? [];
  const cue = { neutral: line, country: '', picture: line };
  const template = { ...brief, system: said('system'), cue, askLetter, letterLeadIn };
  const shown: Cue = line.startsWith('<image>') ? PICTURE : { kind: 'neutral' };
  const [first] = planJobs(testPlan({ cues: [shown], template, system: turn }), chat);
  return { prefix: first?.job.prefix ?? '', suffix: first?.job.suffix ?? '' };
}

const twins = readdirSync(TWINS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'pictures')
  .map(({ name }) => name);

describe.each(twins)('prompts of %s', (name) => {
  const { chat, encode } = open(`${TWINS}/${name}`);
  const { cases } = JSON.parse(readFileSync(`${TWINS}/${name}/reference.json`, 'utf8')) as {
    cases: Record<string, Case>;
  };

  it.each(Object.entries(cases))('equal the reference, text and tokens: %s', (_, given) => {
    const written = WRITTEN.find((mark) => given.prompt.includes(mark)) ?? '';
    const whole = (leadIn: string) => {
      const { prefix, suffix } = promptOf(given.messages, leadIn, chat);
      return prefix + suffix;
    };
    const leadIns = [given.lead_in, 'I would say:'];
    expect(leadIns.map((leadIn) => whole(leadIn).replace('<image>', written))).toEqual([
      given.prompt,
      given.prompt_options
    ]);
    // The picture's own tokens are the adapter's; before and behind them stand these.
    const [before = [], behind = []] = whole(given.lead_in).split('<image>').map(encode);
    const ids = given.input_ids;
    expect(ids.slice(0, before.length)).toEqual(before);
    expect(ids.slice(ids.length - behind.length)).toEqual(behind);
    if (written === '') expect(ids).toHaveLength(before.length);
  });

  it('lack nothing but the made-up system turn where that is not wanted', () => {
    const { messages } = cases.none as Case;
    const [own, none] = (['own', 'none'] as const).map(
      (turn) => promptOf(messages, '(', chat, turn).prefix
    ) as [string, string];
    expect(own.slice(chat.standard?.length)).toBe(none.slice((chat.begin ?? '').length));
    expect(none).not.toContain('assistant');
  });
});

it('a picture’s country is asked for in a turn that opens as a question’s does', () => {
  for (const name of twins.filter((each) => open(`${TWINS}/${each}`).chat.user.picture)) {
    const { chat } = open(`${TWINS}/${name}`);
    const picture: Turn = { role: 'user', content: '<image>Look.\nHow often?' };
    const { prefix } = gateJob('p', [], openedWith(chat, 'own'));
    expect(`${prefix}Look.\n`).toBe(promptOf([picture], '(', chat).prefix);
  }
});

describe('the bundled model', () => {
  const { chat } = open(POCKET);

  it('is asked as it always was, with and without a picture', () => {
    const former: ChatFormat = {
      system: chat.system,
      user: { open: chat.user.open, close: chat.user.close },
      assistant: chat.assistant
    };
    for (const content of ['Look.\nHow often?', '<image>\nLook.\nHow often?']) {
      const turn: Turn = { role: 'user', content };
      expect(promptOf([turn], '(', chat, 'none')).toEqual(promptOf([turn], '(', former, 'none'));
    }
    expect(chat.begin).toBeUndefined();
    expect(chat.standard).toContain('named SmolLM');
  });
});
