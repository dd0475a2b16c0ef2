import { addMessages } from '../i18n.ts';
import stored from './en/stored.json';

addMessages({ stored });
