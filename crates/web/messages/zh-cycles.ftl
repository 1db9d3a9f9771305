# 周期。译文有待以中文为母语者审读。

cycles = 周期
cycles-lead = 秘书处邀请在规定期间内答复一份问卷。答复出于自愿；所作答复按作者原文列于此处。
cycles-open = 进行中的周期
cycles-none-open = 目前没有进行中的周期。
cycles-coming = 即将开始的周期
cycles-past = 已结束的周期
cycles-all = 所有周期
cycle-days-left = { $count ->
    [0] 今日截止
    *[other] 还剩{ $count }天
}
cycle-coming = 即将开始的周期
cycle-open = 进行中的周期
cycle-closed = 已截止的周期
cycle-answer = 起草答复
cycle-addendum-note = 期间已过：现在接受的内容列为增编。
work-list = 秘书处工作清单
cycle-answers = 答复
cycle-no-answers = 此处尚无可供阅读的答复。
cycle-addenda = 增编
cycle-addenda-note = 截止之后接受的，或在截止之后取代原答复的。
cycle-window = 期间
cycle-window-note = 按协调世界时计算的整日，含末日。
cycle-questionnaire = 问卷
cycle-languages = 答复所用语文
cycle-record = 启动该周期的记录
draft-answers-cycle = 答复以下周期：
cycle-last-day = 末日
cycle-problem-gone = 所答复的周期已不存在：请另起草稿。
cycle-problem-questionnaire = 该周期现采用另一份问卷：请从其页面另起草稿。
cycle-problem-mechanism = 答复应提交给提出询问的机制：请选择该机制。
cycle-problem-narrower = 该周期不公开，因此提及它的答复也不能公开：请选择该机制的参与方或其秘书处。
cycle-problem-window = 期间须在某日开始，并在当日或其后截止。
cycle-problem-no-questionnaire = 请选择该机制所采用的问卷。
work-list-lead = 仅供本秘书处工作人员使用。它只存在于本页：不导出、不打印、不转示，任何公开内容都无法据以推算。
work-list-awaited = 待答复
work-list-answered = 已答复
work-list-nobody-awaited = 没有待答复者。
work-list-not-printed = 工作清单不予打印。
error-not-acceptable = 本页没有这种形式
error-not-acceptable-do = 请用浏览器以网页形式打开。
transmission-cycle = 所答复的周期
transmission-no-cycle = 无
mail-cycles = 周期提醒
mail-cycles-note = 在等待贵代表团答复期间：末日前30天、7天和1天，以及末日后一次，所有周期合为一封邮件。
mail-cycles-at-once = 按各时点发送
mail-cycles-weekly = 每周一合并发送
mail-cycles-never = 不发送
mail-cycles-of = 所涉机制
mail-cycles-save = 保存
compiled-earlier = 不再询问的问题：问卷第 { $count } 版
compiled-asked-as = 第 { $count } 版中的提问
