import { addMessages } from '../i18n.ts';
import guess from './en/guess.json';

addMessages({ guess });
