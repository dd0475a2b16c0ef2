import {
  alone,
  DENOMINATORS,
  drawn,
  EXAMPLE,
  labAnswers,
  labStatistics,
  madeStudy,
  METRICS,
  openZip,
  PICTURE_SETS,
  tables,
  VARIANTS,
  type Metric,
  type Opened,
  type TextVariant
} from './house.ts';

/** A table under a name that says what was chosen. */
export type Named = readonly [name: string, value: unknown];

const isDefault = (metric: Metric, variant: TextVariant) =>
  metric === 'jsd-bits' && variant === 'pmi';

/** Every table of the example study, of a made one with people, and of the Lab. */
export async function everyTable(): Promise<Named[]> {
  const { opened, gates } = await openZip(EXAMPLE);
  return [
    ...named('example', [
      ...studyTables(opened),
      ['gates', gates] as const,
      ...METRICS.flatMap((metric) =>
        VARIANTS.flatMap((variant) =>
          named(`${metric} ${variant}`, countryTables(opened, metric, variant))
        )
      )
    ]),
    ...named('made', studyTables(madeStudy())),
    ...named('lab', await labTables())
  ];
}

const named = (prefix: string, list: readonly Named[]): Named[] =>
  list.map(([name, value]) => [`${prefix} ${name}`, value]);

/** Every table of one study, by every metric unless told otherwise. */
export function studyTables(study: Opened, metrics: readonly Metric[] = METRICS): Named[] {
  const { analysis, base } = study;
  const letters = analysis.letters();
  return [
    ['letters', letters],
    ...VARIANTS.flatMap((variant): Named[] => [
      [`${variant} ways`, analysis.ways({ variant })],
      [`${variant} figure5`, tables.figure5(study.frame.pictures, base, variant)],
      [`${variant} quality`, tables.quality(letters, base, variant)],
      ...base.conditions.flatMap((_, condition) =>
        named(`${variant} condition ${condition}`, conditionTables(study, variant, condition))
      ),
      ...metrics.flatMap((metric) =>
        named(`${metric} ${variant}`, similarityTables(study, metric, variant))
      )
    ])
  ];
}

function conditionTables(study: Opened, variant: TextVariant, condition: number): Named[] {
  const { analysis, seed } = study;
  const map = analysis.map({ condition, variant, seed });
  const first = study.frame.countries[0]?.code ?? null;
  return [
    ['validity', analysis.validity({ condition, variant, seed })],
    ['map', map],
    ['map points', map && drawn.culturalPoints(map, (code) => code, first)]
  ];
}

function similarityTables(study: Opened, metric: Metric, variant: TextVariant): Named[] {
  const { analysis, frame, seed, base } = study;
  const results = analysis.results({ metric, variant, seed });
  const sets = PICTURE_SETS.flatMap((set): Named[] => {
    const shown = results.countries.filter((each) => each.set === set);
    const input = { results, base, set };
    const plain = { ...input, denominator: 'country' } as const;
    return named(set, [
      ['table1', tables.table1(plain)],
      ['table3', tables.table3(plain)],
      ['figure6', tables.figure6(plain)],
      ['figure9', tables.figure9(plain)],
      ['similarity rows', drawn.similarityRows(shown, (code) => code)],
      ...DENOMINATORS.flatMap((denominator) => {
        const of = { ...input, denominator };
        return named(denominator, [
          ['table2', tables.table2(of)],
          ['figure4', tables.figure4(of)],
          ['figure4 cells', drawn.heatCells(shown, denominator, (code) => code)],
          ['figure8', frame.countries.map(({ code }) => tables.figure8(of, code))]
        ]);
      })
    ]);
  });
  return [
    ['results', results],
    ...sets,
    ['nearest', nearestOf(study, metric, variant)],
    ['pairs', pairsOf(study, metric, variant)]
  ];
}

/**
 * Countries one by one, each over all questions of its own: together they are compared over those
 * that all of them have.
 */
function countryTables(study: Opened, metric: Metric, variant: TextVariant): Named[] {
  return study.frame.countries.map(({ code }) => [
    `country ${code}`,
    alone(study, code).results({ metric, variant, seed: study.seed }).countries
  ]);
}

/** Each ranking tests all countries: every third cue under the default choices, else the last. */
function nearestOf({ analysis, frame, seed }: Opened, metric: Metric, variant: TextVariant) {
  const last = frame.cues.length - 1;
  return frame.conditions.flatMap((_, condition) => {
    const third = isDefault(metric, variant) && condition === 0;
    return frame.cues.flatMap((_, cue) =>
      cue === last || (third && cue % 3 === 0)
        ? [{ condition, cue, ranked: analysis.nearest({ condition, cue, metric, variant, seed }) }]
        : []
    );
  });
}

function pairsOf({ analysis, frame, seed }: Opened, metric: Metric, variant: TextVariant) {
  const pictures = frame.cues.flatMap(({ kind }, cue) => (kind === 'picture' ? [cue] : []));
  const [a, b, c] = [pictures[0] ?? 0, pictures[1] ?? 0, pictures.at(-1) ?? 0];
  const countries = frame.countries.slice(0, 3).map(({ code }) => code);
  return frame.conditions.flatMap((_, condition) =>
    [
      [a, b],
      [c, a],
      [0, 1]
    ].map(([first = 0, second = 0]) => ({
      condition,
      first,
      second,
      found: analysis.pair({ condition, first, second, countries, metric, variant, seed })
    }))
  );
}

async function labTables(): Promise<Named[]> {
  const found: Named[] = [];
  for (const [country, readout] of [
    ['KOR', 'text'],
    ['NGA', 'letter']
  ] as const) {
    const answers = await labAnswers(country, readout);
    for (const variant of readout === 'text' ? VARIANTS : (['pmi'] as const)) {
      for (const metric of METRICS) {
        const said = await labStatistics(answers, { country, metric, variant });
        const list = Object.entries(said);
        found.push(...named(`${readout} ${country} ${metric} ${variant}`, list));
      }
    }
  }
  return found;
}
