/** Who is in the pictures, and what they said before the reader came. */
export const PEOPLE = {
  ada: 'Ada',
  xiaoman: '林小满',
  chen: '陈默',
  mateo: 'Mateo',
  sara: 'سارة',
  yun: '云',
  priya: 'Priya Raghunathan-Whitfield',
} as const;

export type PersonName = keyof typeof PEOPLE;

export const ROOMS = {
  tea: '新茶到货',
  code: 'code & 编译',
  books: '读书会 Book club',
  news: 'Announcements',
  photos: '摄影 Photography',
  games: 'Board games, Thursdays after seven',
} as const;

export type RoomName = keyof typeof ROOMS | 'lobby';

/** Minutes before the pictures are taken, who, where, what. */
type Line = readonly [agoMinutes: number, who: PersonName, room: RoomName, text: string];

const DAY = 1_440;

const CODE = `The kettle script, so that nobody burns the 龙井 again:

\`\`\`ts
const tea = await brew({ leaf: "龙井", celsius: 80 });
for (const cup of cups) cup.fill(tea); // never above 85
\`\`\``;

const LIST = `周六的安排：

1. 九点在**北门**集合
2. 带水和一点干粮
3. 下山以后去喝茶 🍵`;

const QUOTE = `> 周六的安排：

Count me in. I bring the [thermos](https://example.com/thermos) and \`2\` cups.`;

const LONG_WORD =
  'The parcel number is TH2026112300417790000000000000000000000000000000000000000000000000000000000000CN, please do not lose it.';

export const TABLE = `| leaf | water | seconds |
|---|---|---|
| 龙井 | 80 °C | 60 |
| 正山小种 | 95 °C | 20 |
| mint | 100 °C | 300 |

- [x] kettle
- [ ] cups`;

export const HISTORY: readonly Line[] = [
  [2 * DAY + 61, 'ada', 'lobby', 'Good evening from Lisbon! Is this where the tea people sit?'],
  [2 * DAY + 58, 'xiaoman', 'lobby', '是的，请坐。刚泡了一壶白茶。'],
  [2 * DAY + 57, 'xiaoman', 'lobby', '要不要来一杯？'],
  [2 * DAY + 20, 'mateo', 'lobby', LONG_WORD],
  [2 * DAY + 12, 'sara', 'lobby', 'مساء الخير، هل بقي شيء من الشاي الأخضر؟'],
  [2 * DAY + 3, 'chen', 'lobby', '还有半斤，给你留着。'],
  [DAY + 190, 'xiaoman', 'lobby', LIST],
  [DAY + 185, 'ada', 'lobby', QUOTE],
  [DAY + 184, 'chen', 'lobby', '我也去。'],
  [DAY + 92, 'mateo', 'lobby', TABLE],
  [DAY + 60, 'yun', 'lobby', '~~下午三点~~ 改到下午四点，老地方见。'],
  [74, 'chen', 'lobby', '早上好！今天 **新茶** 到了，第一批只有十二罐。'],
  [71, 'ada', 'lobby', 'Morning! Which one, the `Longjing`?'],
  [70, 'chen', 'lobby', '对，明前的。照片和价格在这里：https://example.com/tea'],
  [66, 'mateo', 'lobby', CODE],
  [52, 'xiaoman', 'lobby', '🍵'],
  [50, 'priya', 'lobby', 'Two tins for me please, I will pick them up on Saturday.'],

  [DAY + 30, 'chen', 'tea', '今年的龙井比去年早了一个星期。'],
  [33, 'chen', 'tea', '样品放在吧台，自己拿。'],
  [3 * DAY, 'mateo', 'code', 'Does anybody else see the linker eat 3 GB?'],
  [41, 'mateo', 'code', 'Fixed: `-flto=thin` it is.'],
  [9 * DAY, 'yun', 'books', '这个月读《茶经》，下个月再说。'],
  [8 * DAY, 'priya', 'books', 'Chapter three is the one about water, do not skip it.'],
  [12 * DAY, 'ada', 'news', 'The server moves to a bigger shelf on Sunday. Nothing to do for you.'],
  [5 * DAY, 'yun', 'photos', '昨天拍的茶园。'],
  [6 * DAY, 'mateo', 'games', 'We need a fourth for Go in teams.'],
];
