import { addErrors, addMessages } from '../i18n.ts';
import './modelFaults.ts';
import './studyFaults.ts';
import faults from './en/errors.stored.json';
import stored from './en/stored.json';

addMessages({ stored });
addErrors(faults);
