import type { QuestionId } from '../../core/survey/types.ts';

/**
 * Variable names of the joint EVS/WVS file and of the surveys' time series, with the WVS-7 question
 * that asks the same. Only pairs with the same answer codes, but for those under MENTIONED.
 */
const SAME_CODES = `
A001 Q1 A002 Q2 A003 Q3 A004 Q4 A005 Q5 A006 Q6 A008 Q46 A009 Q47 A165 Q57 A170 Q49 A173 Q48
C001_01 Q33 C002_01 Q34 C038 Q39 C039 Q40 C041 Q41
D001_B Q58 G007_18_B Q59 G007_33_B Q60 G007_34_B Q61 G007_35_B Q62 G007_36_B Q63
D026_03 Q37 D026_05 Q38 D054 Q27 D059 Q29 D060 Q30 D061 Q28 D078 Q31 D081 Q36
E001 Q152 E002 Q153 E003 Q154 E004 Q155 E018 Q45 E023 Q199 E025 Q209 E026 Q210 E027 Q211 E028 Q212
E033 Q240 E035 Q106 E036 Q107 E037 Q108 E039 Q109
E069_01 Q64 E069_02 Q65 E069_04 Q66 E069_05 Q68 E069_06 Q69 E069_07 Q73 E069_08 Q74 E069_10 Q67
E069_11 Q71 E069_12 Q72 E069_13 Q77 E069_14 Q79 E069_17 Q70 E069_20 Q83
E114 Q235 E115 Q236 E116 Q237 E117 Q238
E224 Q241 E225 Q242 E226 Q243 E227 Q244 E228 Q245 E229 Q246 E233 Q249 E233A Q247 E233B Q248
E235 Q250 E236 Q251 E290 Q194
F034 Q173 F063 Q164 F114A Q177 F115 Q178 F116 Q180 F117 Q181 F118 Q182 F119 Q183 F120 Q184 F121 Q185
F122 Q188 F123 Q187 F132 Q193 F144_02 Q195 G006 Q254 H009 Q196 H010 Q197 H011 Q198`;

/** There 1 = mentioned (or yes) and 0 = not; in WVS-7 the other answer is 2. */
const MENTIONED = `
A027 Q7 A029 Q8 A030 Q9 A032 Q10 A034 Q11 A035 Q12 A038 Q13 A039 Q14 A040 Q15 A041 Q16 A042 Q17
A124_02 Q19 A124_03 Q24 A124_06 Q21 A124_08 Q18 A124_09 Q22
F050 Q165 F051 Q166 F053 Q167 F054 Q168`;

const pairs = (text: string): [string, QuestionId][] =>
  [...text.matchAll(/(\S+) (Q\d+)/g)].map((match) => [match[1] as string, match[2] as string]);

const same = new Map(pairs(SAME_CODES));
const mentioned = new Map(pairs(MENTIONED));

/** The WVS-7 question behind a variable of the joint file; `zeroIs` is the code that its 0 stands for. */
export function jointVariable(name: string): { id: QuestionId; zeroIs: number | null } | null {
  const id = same.get(name.toUpperCase());
  if (id) return { id, zeroIs: null };
  const yesNo = mentioned.get(name.toUpperCase());
  return yesNo ? { id: yesNo, zeroIs: 2 } : null;
}
