type Words = readonly [string, ...string[]];

/** What made-up people and rooms are called. A number is added where there are more of them than names. */
export const PEOPLE: Words = [
  '小明',
  '阿芳',
  '老王',
  '茶博士',
  '听雨',
  '南山',
  '李梅',
  '陈默',
  'Ada',
  'Bram',
  'Chloé',
  'Dev',
  'Edith',
  'Farid',
  'Greta',
  'Hiro',
];
export const ROOMS: Words = [
  '龙井茶友',
  '普洱老友',
  '紫砂壶',
  '读书会',
  '周末爬山',
  '夜猫子',
  'Oolong talk',
  'Kettle care',
  'Bug reports',
  'Slow mornings',
  'Tea & books',
  'Night shift',
];

/** A sentence takes one of each, in order. */
export const CHINESE: readonly Words[] = [
  ['今天', '昨晚', '刚才', '下午', '周末', '在路上'],
  ['喝了一壶', '泡了一杯', '买到半斤', '尝了尝', '想起那罐', '收到了'],
  ['明前龙井', '熟普洱', '铁观音', '正山小种', '白毫银针', '茉莉花茶'],
  ['，很香。', '，回甘很久。', '，有点苦。', '，你们也试试？', '，水温高了些。', '，配花生正好 🥜'],
];
export const ENGLISH: readonly Words[] = [
  ['Just', 'Yesterday I', 'Finally', 'This morning I', 'For once I', 'We'],
  ['brewed', 'tried', 'bought', 'shared', 'spilled', 'finished'],
  [
    'a pot of oolong',
    'the last of the sencha',
    'some smoky lapsang',
    'a cup of dragon well',
    'two old pu-erhs',
  ],
  [', and it was lovely.', '; far too hot.', '. Who is in?', ', again!', '. Notes to follow.', ' ☕'],
];
