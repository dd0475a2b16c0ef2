import { addMessages } from '../i18n.ts';
import hub from './en/hub.json';

addMessages({ hub });
