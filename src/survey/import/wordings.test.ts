import { describe, expect, it } from 'vitest';
import { askableBy, hasContinuations } from '../../core/prompts/askable.ts';
import { bundled } from './fixtures.ts';
import { readWordings } from './readWordings.ts';
import { parseWordingFile, withWording, type WordingFile } from './wordingFile.ts';

const read = (text: string, json = false) =>
  readWordings(text, { file: 'words', delimiter: ',', json }, bundled.questions);
const HEAD = 'id,text,options,leadIn,continuations';

describe('wordings', () => {
  it('come from CSV or JSON alike', () => {
    const csv = read(`${HEAD}\nQ57,Whom do you trust?,Most|Few,I trust,most people|few people\n`);
    const record = {
      id: 'Q57',
      text: 'Whom do you trust?',
      options: ['Most', 'Few'],
      leadIn: 'I trust',
      continuations: ['most people', 'few people']
    };
    expect(csv.issues).toEqual([]);
    expect(csv.wordings).toEqual([{ ...record, continuations: [' most people', ' few people'] }]);
    expect(read(JSON.stringify([record]), true).wordings).toEqual(csv.wordings);
    const file: WordingFile = {
      format: 'valueshift-wording',
      version: 1,
      name: 'w',
      wordings: csv.wordings
    };
    expect(parseWordingFile(JSON.stringify(file), 'w.json')).toEqual(file);
    expect(read(JSON.stringify(file), true)).toMatchObject({ name: 'w', wordings: csv.wordings });
  });

  it('without answer sentences are for letters only', () => {
    const { wordings } = read('id,text,options\nQ57,Whom?,Most|Few\n');
    const survey = withWording(bundled, wordings, { id: 'w', name: 'W', hash: 'h' });
    const question = survey.question('Q57');
    expect(question).toMatchObject({ text: 'Whom?', options: ['Most', 'Few'], leadIn: '' });
    expect(question && hasContinuations(question)).toBe(false);
    expect(askableBy('text', survey.questions)).toHaveLength(survey.questions.length - 1);
    expect(askableBy('letter', survey.questions)).toHaveLength(survey.questions.length);
    expect(survey.wording).toEqual({ id: 'w', name: 'W', hash: 'h' });
    expect(survey.figure('KOR', 'Q57')).toBe(bundled.figure('KOR', 'Q57'));
    expect(survey.hash).toBe(bundled.hash);
  });

  it.each([
    ['an unknown id', 'Q999,x,a|b,,', 'unknown-question'],
    ['no text', 'Q57,,a|b,,', 'empty-cell'],
    ['too many options', 'Q57,x,a|b|c,,', 'wrong-option-count'],
    ['an option twice', 'Q57,x,a|a,,', 'duplicate-option'],
    ['one continuation for two options', 'Q57,x,a|b,I,c', 'continuation-count'],
    ['a continuation that begins another', 'Q57,x,a|b,I,trust|trust nobody', 'continuation-prefix'],
    ['continuations without lead-in', 'Q57,x,a|b,,c|d', 'lead-in-missing'],
    ['a cell too few', 'Q57,x', 'too-few-cells']
  ])('with %s are told with their line', (_name, row, code) => {
    const { issues, wordings } = read(`${HEAD}\nQ6,How?,a|b|c|d,,\n${row}\n`);
    expect(issues.map((issue) => [issue.code, issue.line])).toEqual([[code, 3]]);
    expect(wordings.map(({ id }) => id)).toEqual(['Q6']);
  });

  it('of one question twice count once, and are told', () => {
    const { issues } = read(`${HEAD}\nQ57,x,a|b,,\nQ57,y,a|b,,\n`);
    expect(issues).toMatchObject([{ code: 'duplicate-row', line: 3 }]);
  });
});
