import { addMessages } from '../i18n.ts';
import importing from './en/import.json';

addMessages({ import: importing });
