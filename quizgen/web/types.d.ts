/* Types that a comment in a script cannot say: short names for classes, what contains itself. */

/** What an element can hold. */
type Child = Node | string | number | null | undefined | false | Child[];

type Chance = InstanceType<typeof Quizgen.chance.Chance>;
type Desk = InstanceType<typeof Quizgen.sitting.Desk>;
type Pool = InstanceType<typeof Quizgen.Pool>;
type Store = InstanceType<typeof Quizgen.Store>;
type AskedBody = InstanceType<typeof Quizgen.body.Body>;
type Sequence = InstanceType<typeof Quizgen.lettered.Sequence>;
type Question = InstanceType<typeof Quizgen.question.Question>;
type App = InstanceType<typeof Quizgen.App>;
type Session = InstanceType<typeof Quizgen.session.Session>;
type Turn = InstanceType<typeof Quizgen.Turn>;
type Paper = InstanceType<typeof Quizgen.Paper>;
type Sit = InstanceType<typeof Quizgen.Sit>;
type Draw = InstanceType<typeof Quizgen.Draw>;
type Wall = InstanceType<typeof Quizgen.Wall>;
type WallForm = InstanceType<typeof Quizgen.WallForm>;
type Bar = InstanceType<typeof Quizgen.Bar>;
type Overlay = InstanceType<typeof Quizgen.overlay.Overlay>;
type Round = InstanceType<typeof Quizgen.rounds.Round>;
type Rounds = InstanceType<typeof Quizgen.rounds.Rounds>;
type Sheet = InstanceType<typeof Quizgen.Sheet>;
type Board = InstanceType<typeof Quizgen.checkboard.Board>;
