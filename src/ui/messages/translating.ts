import { addMessages } from '../i18n.ts';
import translating from './en/translating.json';

addMessages({ translating });
