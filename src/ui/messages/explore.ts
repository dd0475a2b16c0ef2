import { addMessages } from '../i18n.ts';
import explore from './en/explore.json';

addMessages({ explore });
