import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFERENCES } from '../../../core/measures/controls.ts';
import { METRICS } from '../../../core/measures/metrics.ts';
import { PICTURE_VIEWS } from '../../../core/prompts/pictureView.ts';
import { SYSTEM_CHOICES } from '../../../core/prompts/systemTurn.ts';
import { TEMPLATES } from '../../../core/prompts/templates.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import { CAVEAT_CHOICES } from '../../../survey/comparable.ts';
import { NAMED_SETS } from '../../../survey/sets.ts';
import { pageOf } from '../../pages.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import { PICTURE_LIMIT } from '../../pictures/pictureLimit.ts';
import { formatLink, isLabHash, parseLink, USUAL_LINK, type LabLink } from './labLink.ts';

const among = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const code = fc.stringMatching(/^[A-Z]{3}$/);
const anyLink: fc.Arbitrary<LabLink> = fc.record({
  pictures: fc.shuffledSubarray(
    BUNDLED_PICTURES.map(({ id }) => id),
    { maxLength: PICTURE_LIMIT }
  ),
  country: fc.oneof(code, fc.constantFrom('KOR', 'JPN', 'BRA')),
  countryChosen: fc.boolean(),
  questionSet: among([...NAMED_SETS, ...TOPICS]),
  readout: among(['auto', 'text', 'letter'] as const),
  variant: among(['pmi', 'raw', 'per-token'] as const),
  templateId: among(TEMPLATES.map(({ id }) => id)),
  system: among(SYSTEM_CHOICES),
  view: among(PICTURE_VIEWS),
  orders: among(['single', 'forward+reverse', 'cyclic'] as const),
  dontKnow: among(['omit', 'list'] as const),
  metric: among(METRICS),
  reference: among(REFERENCES),
  caveats: among(CAVEAT_CHOICES),
  told: among(['name', 'words'] as const),
  larger: among(['hidden', 'shown'] as const),
  guessing: among(['off', 'first'] as const),
  model: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,40}$/),
  open: fc.option(fc.stringMatching(/^Q[0-9]{1,3}[A-Z]?$/))
});

describe('the address of a Lab state', () => {
  it('leads back to the same state, whatever the state', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        const hash = formatLink(link);
        expect(parseLink(hash)).toEqual({ link, broken: [] });
        expect([isLabHash(hash), pageOf(hash)?.path]).toEqual([true, 'lab']);
      })
    );
  });

  it('is what a person would write: usual things left out, the flag naming the country', () => {
    expect(formatLink(USUAL_LINK)).toBe('#/lab?picture=none');
    const japan: LabLink = { ...USUAL_LINK, pictures: ['flag-jpn'], country: 'JPN' };
    expect(formatLink(japan)).toBe('#/lab?picture=flag-jpn');
    expect(formatLink({ ...japan, country: 'NGA', countryChosen: true })).toBe(
      '#/lab?picture=flag-jpn&next=NGA'
    );
    expect(
      parseLink('#/lab?picture=flag-kor&next=kor&ask=economy-and-work&open=Q40')?.link
    ).toEqual({
      ...USUAL_LINK,
      ...{ pictures: ['flag-kor'], country: 'KOR', countryChosen: true },
      ...{ questionSet: 'Economy and work', open: 'Q40' }
    });
  });

  it('names what it cannot read and takes the rest', () => {
    const read = parseLink(
      '#/lab?picture=flag-kor,flag-xyz&next=Korea&ask=slow&orders=single&colour=red&model=../x'
    );
    expect(read?.link).toEqual({ ...USUAL_LINK, pictures: ['flag-kor'], orders: 'single' });
    expect(read?.broken).toEqual([
      ...['picture=flag-xyz', 'next=Korea', 'ask=slow', 'model=../x', 'colour=red']
    ]);
  });

  it('takes any text at all for an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = parseLink(`#/lab?${text}`);
        if (read) expect(parseLink(formatLink(read.link))?.link).toEqual(read.link);
      })
    );
  });

  it('asks for nothing where there is no query, and belongs to no other page', () => {
    for (const hash of ['', '#', '#/', '#/lab', '#/lab?']) {
      expect([parseLink(hash), isLabHash(hash)]).toEqual([null, true]);
    }
    for (const hash of ['#/labs?x=1', '#/explore?q=Q6', '#main']) {
      expect([parseLink(hash), isLabHash(hash)]).toEqual([null, false]);
    }
  });
});
