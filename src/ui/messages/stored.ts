import { addMessages } from '../i18n.ts';
import './studyFaults.ts';
import stored from './en/stored.json';

addMessages({ stored });
