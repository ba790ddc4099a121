/* Made by tools/browser_types.py from quizgen/web/browser_data.py: run `make docs`. */

type Difficulty = "易" | "中" | "难";
type Level = "记忆" | "理解" | "应用";
type Kind = "single" | "multiple" | "true_false" | "fill" | "matching" | "ordering" | "short" | "essay" | "case";
type ScoringRule = "全对得分" | "漏选一半" | "漏选按项" | "按项增减" | "每对得分" | "相邻对得分" | "少选每项";
type BoldPiece = ["b", string];
type MarkPiece = ["_" | "n"];
type ScriptPiece = ["d" | "u" | "D" | "U", string];
interface FormulaBox {
  look: string;
  inside: (string | FormulaBox)[];
}
interface PictureData {
  src: string;
  alt: string;
  width: number;
  height: number;
}
type FormulaPiece = ["f", string, string, FormulaBox];
type PicturePiece = ["p", PictureData];
type InlinePiece = string | BoldPiece | MarkPiece | ScriptPiece | FormulaPiece | PicturePiece;
type InlineData = string | InlinePiece[];
interface BelowData {
  picture?: PictureData;
  table?: InlineData[][];
}
interface ChoiceData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "single" | "multiple";
  stem: InlineData;
  right: InlineData[];
  wrong: [InlineData, string][];
  show?: number;
  last?: number[];
}
interface TrueFalseData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "true_false";
  stem: InlineData;
  answer: boolean;
}
interface FillData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "fill";
  stem: InlineData;
  answers: string[][];
  shown?: InlineData[][];
  anyOrder?: boolean;
}
interface ShortData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "short";
  stem: InlineData;
  points: ([InlineData, string | null])[];
}
interface MatchingData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "matching";
  stem: InlineData;
  pairs: [InlineData, InlineData][];
  others: ([InlineData, string | null])[];
}
interface OrderingData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "ordering";
  stem: InlineData;
  items: InlineData[];
}
interface EssayData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "essay";
  stem: InlineData;
  points: ([InlineData, string | null])[];
  bands: [string, InlineData, string][];
  least?: number;
  most?: number;
}
type BodyData = ChoiceData | TrueFalseData | MatchingData | OrderingData | FillData | ShortData | EssayData;
interface PartRest {
  share: string | null;
  explain?: InlineData;
}
type PartData = BodyData & PartRest;
interface CaseData {
  picture?: PictureData;
  table?: InlineData[][];
  kind: "case";
  text: InlineData;
  parts: PartData[];
}
interface QuestionRest {
  topic: string;
  level: Difficulty;
  depth?: Level;
  explain?: InlineData;
  basis?: string;
  cites: [string, string][];
}
type WholeBody = ChoiceData | TrueFalseData | MatchingData | OrderingData | FillData | ShortData | EssayData | CaseData;
type QuestionData = WholeBody & QuestionRest;
interface OralData {
  id: string;
  stem: InlineData;
  points: InlineData[];
  minutes: number;
  topic: string;
  level: Difficulty;
  cites: [string, string][];
}
interface SectionData {
  kind: Kind;
  title: string;
  count: number;
  points: string;
  rule: ScoringRule | null;
  part: string | null;
  continues?: "True";
}
interface MinimaData {
  topic: Record<string, string>;
  part: Record<string, string>;
}
interface CellData {
  section: number;
  group: number;
  draws: number[];
}
type TreeData = number[] | [TreeData, TreeData];
interface PlanData {
  cells: CellData[];
  groups: number[][];
  enemies: Record<number, number[]>;
  trees: (number[] | [number[] | [TreeData, TreeData], number[] | [TreeData, TreeData]])[];
}
interface BlueprintData {
  id: string;
  title: string;
  minutes: number;
  pass: string;
  closedBook: boolean;
  sections: SectionData[];
  minima: MinimaData;
  planned: boolean;
  why?: string;
  paperOnly?: string;
}
interface NamesData {
  kinds: Record<Kind, string>;
  rules: Record<ScoringRule, string>;
  oral: string;
  result: string;
  draw: string;
}
type EntryRow = [string, number, number, number, number] | [string, number, number, number, number, number];
interface PoolData {
  digest: string;
  page: string;
  pages: Record<string, string>;
  kinds: Kind[];
  levels: Difficulty[];
  depths: Level[];
  topics: string[];
  sources: [string, string][];
  files: Record<string, string>;
  oral: string;
  plans: string;
  names: NamesData;
  entries: EntryRow[];
  blueprints: BlueprintData[];
}
type SearchRow = [number, string, number, string, string, number, string];
interface SearchData {
  kinds: string[];
  weights: number[];
  pages: [string, string][];
  places: string[];
  others: Record<string, string>;
  apart: Record<string, string>;
  entries: SearchRow[];
}
interface HearingData {
  sounds: Record<string, string>;
  articles: string;
  runs: string;
}
type TipText = string | [string, string];
type CheckWay = "one" | "several" | "typed" | "words" | "whose" | "page";
interface CheckItemData {
  page: string;
  item: string;
  seen: string;
  kind: number;
  label: string;
  place: string;
  why: string;
  read: string;
  proposed: string;
  way: CheckWay;
  options: string[];
  picture: string;
}
interface CheckData {
  exam: string;
  title: string;
  list: "check" | "audit";
  kinds: string[];
  left: number;
  items: CheckItemData[];
}
interface Window {
  quizgenCheck?: CheckData;
  quizgenHearing?: HearingData;
  quizgenPool?: PoolData;
  quizgenQuestions?: Record<string, QuestionData>;
  quizgenOral?: OralData[];
  quizgenPlans?: Record<string, PlanData>;
  quizgenSearch?: SearchData;
  quizgenTips?: Record<string, Record<string, TipText>>;
}
