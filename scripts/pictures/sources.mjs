/**
 * The bundled pictures and where each comes from. People are left out on purpose; what stands for
 * a country is something that its own tourist boards, kitchens or calendars show.
 */

/**
 * @typedef {'flag-icons' | 'noto' | 'twemoji' | 'drawing'} Collection
 * @typedef {object} Source
 * @property {string} id
 * @property {string} title
 * @property {string | null} country ISO 3166-1 alpha-3
 * @property {import('../../src/core/prompts/types.ts').PictureCategory | null} category
 * @property {Collection} from
 * @property {string} item name within the collection
 */

/** @type {Record<Collection, { licence: string, author: string, source: string }>} */
export const COLLECTIONS = {
  'flag-icons': {
    licence: 'MIT',
    author: 'Panayiotis Lipiridis and contributors (flag-icons 7.5.0)',
    source: 'https://github.com/lipis/flag-icons'
  },
  noto: {
    licence: 'Apache-2.0',
    author: 'Google (Noto Emoji, as packed in @svgmoji/noto 3.2.0)',
    source: 'https://github.com/googlefonts/noto-emoji'
  },
  twemoji: {
    licence: 'CC-BY-4.0',
    author: 'Twitter, Inc and other contributors (Twemoji, as packed in @twemoji/svg 15.0.0)',
    source: 'https://github.com/jdecked/twemoji'
  },
  drawing: {
    licence: 'CC0-1.0',
    author: 'the authors of Valueshift',
    source: 'scripts/pictures/drawings'
  }
};

/** @type {[name: string, alpha3: string, alpha2: string][]} */
const flags = [
  ['Bangladesh', 'BGD', 'bd'],
  ['Brazil', 'BRA', 'br'],
  ['China', 'CHN', 'cn'],
  ['Egypt', 'EGY', 'eg'],
  ['France', 'FRA', 'fr'],
  ['Germany', 'DEU', 'de'],
  ['India', 'IND', 'in'],
  ['Italy', 'ITA', 'it'],
  ['Japan', 'JPN', 'jp'],
  ['Kenya', 'KEN', 'ke'],
  ['Mexico', 'MEX', 'mx'],
  ['Nigeria', 'NGA', 'ng'],
  ['Pakistan', 'PAK', 'pk'],
  ['South Korea', 'KOR', 'kr'],
  ['Turkey', 'TUR', 'tr'],
  ['the United States', 'USA', 'us'],
  ['Vietnam', 'VNM', 'vn']
];

/** @typedef {import('../../src/core/prompts/types.ts').PictureCategory} Category */

/** @type {[id: string, title: string, country: string, category: Category, from: Collection, item: string][]} */
const things = [
  [
    'sugarloaf',
    'Sugarloaf Mountain with its cable car',
    'BRA',
    'landmarks',
    'drawing',
    'sugarloaf'
  ],
  ['football', 'Football', 'BRA', 'sport and music', 'twemoji', '26bd'],
  ['great-wall', 'The Great Wall', 'CHN', 'landmarks', 'drawing', 'great-wall'],
  ['red-envelope', 'Red envelope', 'CHN', 'tradition', 'twemoji', '1f9e7'],
  ['mooncake', 'Mooncake', 'CHN', 'food', 'twemoji', '1f96e'],
  ['pyramids', 'The pyramids of Giza', 'EGY', 'landmarks', 'drawing', 'pyramids'],
  ['eiffel-tower', 'The Eiffel Tower', 'FRA', 'landmarks', 'drawing', 'eiffel-tower'],
  ['croissant', 'Croissant', 'FRA', 'food', 'noto', '1F950'],
  ['pretzel', 'Pretzel', 'DEU', 'food', 'noto', '1F968'],
  ['sari', 'Sari', 'IND', 'dress', 'twemoji', '1f97b'],
  ['oil-lamp', 'Oil lamp for Diwali', 'IND', 'tradition', 'twemoji', '1fa94'],
  ['leaning-tower', 'The Leaning Tower of Pisa', 'ITA', 'landmarks', 'drawing', 'leaning-tower'],
  ['pizza', 'Pizza', 'ITA', 'food', 'noto', '1F355'],
  ['kimono', 'Kimono', 'JPN', 'dress', 'twemoji', '1f458'],
  ['shrine-gate', 'Gate of a Shinto shrine', 'JPN', 'buildings', 'noto', '26E9'],
  ['sushi', 'Sushi', 'JPN', 'food', 'twemoji', '1f363'],
  ['taco', 'Taco', 'MEX', 'food', 'noto', '1F32E'],
  ['pinata', 'Piñata', 'MEX', 'tradition', 'twemoji', '1fa85'],
  ['talking-drum', 'Talking drum', 'NGA', 'sport and music', 'drawing', 'talking-drum'],
  ['faisal-mosque', 'The Faisal Mosque', 'PAK', 'landmarks', 'drawing', 'faisal-mosque'],
  ['cricket', 'Cricket bat and ball', 'PAK', 'sport and music', 'noto', '1F3CF'],
  ['bibimbap', 'Bibimbap', 'KOR', 'food', 'drawing', 'bibimbap'],
  ['nazar', 'Nazar amulet', 'TUR', 'tradition', 'noto', '1F9FF'],
  ['statue-of-liberty', 'The Statue of Liberty', 'USA', 'landmarks', 'noto', '1F5FD'],
  ['american-football', 'American football', 'USA', 'sport and music', 'twemoji', '1f3c8'],
  ['ha-long-bay', 'Hạ Long Bay with a junk', 'VNM', 'landmarks', 'drawing', 'ha-long-bay']
];

/** @type {readonly Source[]} */
export const SOURCES = [
  ...flags.map(([name, country, item]) => ({
    id: `flag-${country.toLowerCase()}`,
    title: `Flag of ${name}`,
    country,
    category: null,
    from: /** @type {const} */ ('flag-icons'),
    item
  })),
  ...things.map(([id, title, country, category, from, item]) => ({
    id,
    title,
    country,
    category,
    from,
    item
  }))
];
