import type { Question } from '../survey/types.ts';

/** A question whose answer everyone knows; only reading it is tested. */
export interface ReadingQuestion extends Question {
  /** Index of the right option. */
  correct: number;
}

type Row = readonly [
  text: string,
  leadIn: string,
  options: readonly [string, string, string, string],
  correct: number
];

/**
 * Each right position comes up six times, so a model that always picks one scores 25%. Lead-ins do
 * not repeat the question ("Its colour is", not "Fresh grass is"): else the words before the answer
 * would give it away without the question, and PMI, which takes away what they give, would miss it.
 */
const ROWS: readonly Row[] = [
  ['What colour is fresh grass?', 'Its colour is', ['red', 'purple', 'green', 'white'], 2],
  ['Which animal barks?', 'The answer is', ['a dog', 'a fish', 'a bee', 'a snail'], 0],
  ['Where do fish live?', 'They live', ['in trees', 'in water', 'on clouds', 'in books'], 1],
  [
    'What do people wear on their feet?',
    'There they wear',
    ['hats', 'gloves', 'scarves', 'shoes'],
    3
  ],
  ['What does a cow give?', 'It gives', ['petrol', 'milk', 'ink', 'honey'], 1],
  ['How does ice feel?', 'It feels', ['hot', 'furry', 'sticky', 'cold'], 3],
  [
    'What do we use to cut paper?',
    'For that we use',
    ['scissors', 'a pillow', 'a spoon', 'soup'],
    0
  ],
  [
    'When does the sun shine?',
    'It does so',
    ['underground', 'at midnight', 'during the day', 'inside a box'],
    2
  ],
  [
    'What falls from the clouds when it is wet outside?',
    'What falls is',
    ['sand', 'rain', 'bread', 'glass'],
    1
  ],
  [
    'Who teaches children at school?',
    'They are taught by',
    ['a teacher', 'a horse', 'a pilot', 'a baker'],
    0
  ],
  ['Which of these can fly?', 'The answer is', ['a stone', 'a chair', 'a river', 'a bird'], 3],
  ['What colour is snow?', 'Its colour is', ['black', 'orange', 'white', 'green'], 2],
  ['How many legs does a cat have?', 'The number is', ['four', 'nine', 'one', 'seven'], 0],
  ['What do we read?', 'The answer is', ['a shoe', 'a potato', 'a book', 'a carpet'], 2],
  [
    'What does a doctor treat?',
    'The answer is',
    ['broken cars', 'sick people', 'old roofs', 'wet towels'],
    1
  ],
  [
    'What is needed to open a locked door?',
    'What you need is',
    ['a banana', 'a song', 'a cloud', 'a key'],
    3
  ],
  ['Which taste has sugar?', 'It tastes', ['sour', 'sweet', 'bitter', 'salty'], 1],
  ['What do we do in a bed at night?', 'There we', ['sleep', 'swim', 'drive', 'cook'], 0],
  [
    'What is at the end of the arm?',
    'What is there is',
    ['a tail', 'a wheel', 'a hand', 'a leaf'],
    2
  ],
  [
    'What does a clock tell?',
    'It tells',
    ['the weather', 'the price', 'the weight', 'the time'],
    3
  ],
  [
    'What do plants need in order to grow?',
    'What they need is',
    ['darkness', 'water', 'money', 'shoes'],
    1
  ],
  ['What is a thing to drink?', 'The answer is', ['tea', 'a brick', 'a fork', 'a window'], 0],
  ['Where does a train run?', 'It runs', ['on the sea', 'in the sky', 'on rails', 'up a tree'], 2],
  ['Which is hot enough to burn you?', 'The answer is', ['snow', 'milk', 'shade', 'fire'], 3]
];

/** 24 trivial questions of our own, four options each. */
export const READING_QUESTIONS: readonly ReadingQuestion[] = ROWS.map(
  ([text, leadIn, options, correct], index) => ({
    id: `reading-${index + 1}`,
    topic: 'Methodological research',
    short: text,
    text,
    codes: [1, 2, 3, 4],
    options,
    leadIn,
    continuations: options.map((option) => ` ${option}`),
    scale: 'nominal',
    higher: null,
    correct
  })
);
