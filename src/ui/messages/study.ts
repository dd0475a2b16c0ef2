import { addMessages } from '../i18n.ts';
import study from './en/study.json';
import studyReport from './en/studyReport.json';

addMessages({ study, studyReport });
