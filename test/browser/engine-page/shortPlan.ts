import type { AskPlan } from '../../../src/core/prompts/types.ts';
import type { Question } from '../../../src/core/survey/types.ts';

/** Short prompts: the point is how often a run breaks, not what is asked. */
export function shortPlan(picture: string): AskPlan {
  const questions = Array.from({ length: 12 }, (_, k): Question => ({
    id: `Q${k}`,
    topic: 'Security',
    short: `Q${k}`,
    text: `Is it ${k}?`,
    codes: [1, 2, 3],
    options: ['yes', 'no', 'so'],
    leadIn: 'It is',
    continuations: [' yes', ' no', ' so'],
    scale: 'nominal',
    higher: null
  }));
  return {
    cues: [{ kind: 'neutral' }, { kind: 'picture', picture, category: null }],
    questions,
    template: {
      id: 'short',
      version: 1,
      system: null,
      cue: { neutral: 'Say.\n', country: '{country}\n', picture: '<image>\n' },
      askLetter: '{question}\n{options}',
      askText: '{question}',
      optionLine: '({letter}) {option}',
      dontKnowOptions: [],
      letterLeadIn: 'It is ('
    },
    readout: 'letter',
    orders: 'forward+reverse',
    dontKnow: 'omit'
  };
}
