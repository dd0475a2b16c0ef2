import { addMessages } from '../i18n.ts';
import results from './en/results.json';

addMessages({ results });
