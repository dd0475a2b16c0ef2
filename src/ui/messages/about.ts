import { addMessages } from '../i18n.ts';
import about from './en/about.json';

addMessages({ about });
