/** A published work, as data for a reference list; titles and names are not translated. */
export interface Citation {
  authors: string;
  year: number;
  title: string;
  /** DOI, arXiv number or the study's own name; `url` leads to it. */
  identifier: string;
  url: string;
}

export const CITATIONS = {
  'wvs-7': {
    authors: 'Haerpfer, C. et al. (eds.)',
    year: 2022,
    title: 'World Values Survey: Round Seven, Country-Pooled Datafile',
    identifier: 'doi:10.14281/18241.20',
    url: 'https://doi.org/10.14281/18241.20'
  },
  'evs-wvs': {
    authors: 'EVS/WVS',
    year: 2022,
    title: 'Joint EVS/WVS 2017-2022 Dataset (ZA7505)',
    identifier: 'doi:10.4232/1.14023',
    url: 'https://doi.org/10.4232/1.14023'
  },
  'evs-2017': {
    authors: 'EVS',
    year: 2022,
    title: 'European Values Study 2017: Integrated Dataset (ZA7500)',
    identifier: 'doi:10.4232/1.13897',
    url: 'https://doi.org/10.4232/1.13897'
  },
  'wvs-6': {
    authors: 'Inglehart, R. et al. (eds.)',
    year: 2014,
    title: 'World Values Survey: Round Six, Country-Pooled Datafile',
    identifier: 'WVS-6',
    url: 'https://www.worldvaluessurvey.org/WVSDocumentationWV6.jsp'
  },
  goqa: {
    authors: 'Durmus, E. et al.',
    year: 2023,
    title: 'Towards Measuring the Representation of Subjective Global Opinions in Language Models',
    identifier: 'arXiv:2306.16388',
    url: 'https://arxiv.org/abs/2306.16388'
  },
  culturespa: {
    authors: 'Xu, S. et al.',
    year: 2024,
    title: 'Self-Pluralising Culture Alignment for Large Language Models',
    identifier: 'arXiv:2410.12971',
    url: 'https://arxiv.org/abs/2410.12971'
  },
  simllm: {
    authors: 'Cao, Y. et al.',
    year: 2025,
    title:
      'Specializing Large Language Models to Simulate Survey Response Distributions for Global Populations',
    identifier: 'arXiv:2502.07068',
    url: 'https://arxiv.org/abs/2502.07068'
  }
} as const satisfies Record<string, Citation>;
export type CitationId = keyof typeof CITATIONS;

/** What `Figure.source` names: the publication the shares came through, and the survey behind it. */
export const SOURCES: Readonly<Record<string, readonly CitationId[]>> = {
  goqa: ['goqa', 'wvs-7', 'evs-wvs'],
  culturespa: ['culturespa', 'wvs-7'],
  simllm: ['simllm', 'wvs-7'],
  ivs: ['evs-wvs', 'evs-2017'],
  'ivs-w6': ['wvs-6'],
  // A reader's own survey: only they can cite it.
  own: []
};
