import { addMessages } from '../i18n.ts';
import yourself from './en/yourself.json';

addMessages({ yourself });
