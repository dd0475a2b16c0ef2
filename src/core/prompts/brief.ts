import type { PromptTemplate } from './types.ts';

/** One or two sentences a cue; the cues differ in nothing but what they tell about a place. */
export const brief: PromptTemplate = {
  id: 'brief',
  version: 1,
  system: null,
  cue: {
    neutral: 'Please answer one question.\n',
    country: 'You live in {country}. Please answer one question.\n',
    picture:
      '<image>\nThe picture shows {category} from the place where you live. Please answer one question.\n'
  },
  askLetter: '{question}\n{options}\nAnswer with the letter of one option.',
  askText: '{question}',
  optionLine: '({letter}) {option}',
  dontKnowOptions: ['I do not know', 'I would rather not say'],
  letterLeadIn: 'My choice is ('
};
