import { addMessages } from '../i18n.ts';
import './modelFaults.ts';
import hub from './en/hub.json';

addMessages({ hub });
