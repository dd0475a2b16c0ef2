import { addMessages } from '../i18n.ts';
import studyReport from './en/studyReport.json';
import { study } from './studyMessages.ts';

addMessages({ study, studyReport });
