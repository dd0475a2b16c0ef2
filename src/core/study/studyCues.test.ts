import { expect, test } from 'vitest';
import { studyCues } from './studyCues.ts';

const study = {
  cues: ['neutral', 'country', 'picture'] as const,
  countries: [{ code: 'KOR', name: 'South Korea' }],
  alsoNamed: [{ code: 'BRA', name: 'Brazil' }],
  seed: 7
};
const pictures = [
  { id: 'p', category: 'food' as const, caption: 'a bowl of rice' },
  { id: 'q', category: 'food' as const },
  { id: 'r', category: null }
];

test('controls: the frame before names, blanks once a sentence, others behind their picture', () => {
  const controls = ['frame', 'blank', 'shuffled', 'caption'] as const;
  const cues = studyCues({ ...study, controls }, pictures);
  const kinds = cues.map((cue) => ('picture' in cue ? `${cue.kind} ${cue.picture}` : cue.kind));
  expect(kinds).toEqual([
    'neutral',
    'frame',
    ...Array<string>(6).fill('blank'),
    'country',
    ...['picture p', 'shuffled p', 'caption p', 'picture q', 'shuffled q'],
    ...['picture r', 'shuffled r'],
    'country'
  ]);
  expect(cues.find(({ kind }) => kind === 'shuffled')).toMatchObject({ seed: 7, category: 'food' });
});

test('a study without controls, as of earlier versions, asks none; names need no blanks', () => {
  const kinds = (of: Parameters<typeof studyCues>[0]) =>
    studyCues(of, pictures).map(({ kind }) => kind);
  expect(kinds(study)).toEqual(['neutral', 'country', 'picture', 'picture', 'picture', 'country']);
  const named = { ...study, cues: ['country'] as const, controls: ['frame', 'blank'] as const };
  expect(kinds(named)).toEqual(['frame', 'country', 'country']);
});
