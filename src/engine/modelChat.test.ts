import { PreTrainedTokenizer } from '@huggingface/transformers';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brief } from '../core/prompts/brief.ts';
import { gateJob } from '../core/prompts/gatePrompt.ts';
import { planJobs } from '../core/prompts/plan.ts';
import { openedWith } from '../core/prompts/openedWith.ts';
import type { AskPlan, ChatFormat, Cue } from '../core/prompts/types.ts';
import { testPlan, testQuestion } from '../core/fixtures/asking.ts';
import { chatOf, ownTemplate } from './modelChat.ts';

interface Written {
  /** Where the chat template lies. */
  file: string;
  template: string;
  bos: string | null;
  recipe: { placeholder: number; before: string; after: string };
  /** The placeholder in words; null where the vocabulary lacks it. */
  token: string | null;
}

interface Twin extends Written {
  /** What the template writes for a picture. */
  written: string;
  /** What Python's transformers makes of the same chat, with two beginnings of an answer. */
  prompts: { text: [string, string]; picture: [string, string] };
}

const TWINS = JSON.parse(readFileSync('test/fixtures/chats/twins.json', 'utf8')) as Record<
  string,
  Twin
>;
const LOOK = 'Look at this and think of the people who live there.\n';
const PICTURE: Cue = { kind: 'picture', picture: 'ab'.repeat(32), category: null };

/** The reference's chat as the app asks it. */
function plan(cue: Cue, letterLeadIn: string, change: Partial<AskPlan> = {}): AskPlan {
  const question = {
    ...testQuestion('concerts', 5),
    text: 'How often do people there go to a concert?',
    options: ['never', 'rarely', 'sometimes', 'often', 'always']
  };
  const cues = { neutral: LOOK, country: LOOK, picture: `<image>\n${LOOK}` };
  const askLetter = '{question}\n{options}';
  const template = { ...brief, cue: cues, askLetter, letterLeadIn };
  return testPlan({ cues: [cue], questions: [question], template, orders: 'single', ...change });
}

function promptOf(asked: AskPlan, chat: ChatFormat): string {
  const [first] = planJobs(asked, chat);
  return (first?.job.prefix ?? '') + (first?.job.suffix ?? '');
}

/** A tokenizer of nothing but its marks: templates are rendered, nothing is encoded. */
function chatOfTwin({ file, template, bos, recipe, token }: Written) {
  const inConfig = file === 'tokenizer_config.json';
  const marks = token === null ? [] : [{ id: recipe.placeholder, content: token, special: true }];
  const tokenizer = new PreTrainedTokenizer(
    {
      model: { type: 'BPE', vocab: { a: 0 }, merges: [] },
      added_tokens: marks,
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: 'ByteLevel' }
    },
    { bos_token: bos, ...(inConfig ? { chat_template: template } : {}) }
  );
  const text = file.endsWith('.json') ? JSON.stringify({ chat_template: template }) : template;
  const files = new Map([[file, new TextEncoder().encode(text)]]);
  const { placeholder, before, after } = recipe;
  const pictures = { recipe: { placeholder, frame: [before, after] as const } };
  return chatOf({ tokenizer, pictures }, 'm', inConfig ? null : ownTemplate(files));
}

describe.each(Object.entries(TWINS))('prompts of %s', (_, twin) => {
  const chat = chatOfTwin(twin);

  it.each([
    ['text', { kind: 'neutral' } as const],
    ['picture', PICTURE]
  ] as const)('equal the reference: %s', (kind, cue) => {
    const prompts = ['The answer is (', 'I would say:'].map((leadIn) =>
      promptOf(plan(cue, leadIn, { system: 'own' }), chat).replace('<image>', twin.written)
    );
    expect(prompts).toEqual(twin.prompts[kind]);
  });

  it('lack nothing but the made-up system turn where that is not wanted', () => {
    const own = promptOf(plan(PICTURE, '(', { system: 'own' }), chat);
    const none = promptOf(plan(PICTURE, '('), chat);
    const begin = chat.begin ?? '';
    expect(own.slice((chat.standard ?? '').length)).toBe(none.slice(begin.length));
    expect(none).not.toContain('You are a helpful assistant.');
  });

  it('look at a picture for its country as they look at it for a question', () => {
    const { prefix } = gateJob('p', [], openedWith(chat, 'own'));
    const asked = planJobs(plan(PICTURE, '(', { system: 'own' }), chat)[0]?.job.prefix ?? '';
    expect(prefix + LOOK).toBe(asked);
  });
});

describe('the bundled model', () => {
  const folder = 'models/pocket-llava';
  const json = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as unknown;
  const { chat_template: template } = json('tokenizer_config.json') as { chat_template: string };
  const chat = chatOfTwin({
    file: 'tokenizer_config.json',
    template,
    bos: '<|im_start|>',
    recipe: { placeholder: 49152, before: '', after: '' },
    token: '<image>'
  });

  it('is asked as it always was, with and without a picture', () => {
    const former = { system: chat.system, user: { ...chat.user, picture: undefined } };
    for (const cue of [{ kind: 'neutral' } as const, PICTURE]) {
      const asked = plan(cue, '(');
      expect(promptOf(asked, chat)).toBe(promptOf(asked, { ...former, assistant: chat.assistant }));
    }
    expect(chat.begin).toBeUndefined();
    expect(chat.standard).toContain('named SmolLM');
  });
});
