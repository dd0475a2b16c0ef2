import { addMessages } from '../i18n.ts';
import away from './en/away.json';

addMessages({ away });
