import { addMessages } from '../i18n.ts';
import stage from './en/stage.json';

addMessages({ stage });
