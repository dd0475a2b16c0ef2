import { addMessages } from '../i18n.ts';
import lessons from './en/lessons.json';

addMessages({ lessons });
