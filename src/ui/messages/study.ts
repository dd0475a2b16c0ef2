import { addErrors, addMessages } from '../i18n.ts';
import elsewhere from './en/errors.elsewhere.json';
import './modelFaults.ts';
import './readFaults.ts';
import './servers.ts';
import './studyFaults.ts';
import studyReport from './en/studyReport.json';
import { study } from './studyMessages.ts';

addMessages({ study, studyReport });
addErrors(elsewhere);
