# 一次报告。译文有待以中文为母语者审读。

coverage = 各项条款与我方已作表述
coverage-lead = 贵方各机制文本的每项条款和每项框架要素，以及贵代表团就其所作的表述和时间。一份记录列于涉及其所指要素的每项条款之下，限于为其选定的机制。
coverage-seen-by = 仅贵代表团可见。此处未作表述的内容不向任何其他方显示。
coverage-no-mechanism = 目录未将贵代表团列入任何机制。
coverage-nothing = 此处未作表述。
coverage-not-answered = 贵代表团尚未答复。答复属自愿。
coverage-more = { $count ->
    *[other] 另有较早的记录 { $count } 份。
}
coverage-elsewhere = 就同一要素为另一机制所作的表述：
coverage-figures = { $said }/{ $all }
coverage-picture-note = 仅统计记录数目，不评价其内容。其余部分并无答复义务。
picture-table = 以表格显示相同内容
hold-own = 贵代表团是本文本作者之一：文中承诺由各作者作出。呼吁仍显示为呼吁。
hold-draft = 已提出而未通过：其中任何内容均不构成承诺。
hold-summary = 未经任何方通过的摘要：其中任何内容均不构成承诺。
hold-meeting = 主办、发言、出席或身为该机构成员均不构成承诺。
hold-apart = 贵代表团对本文本投反对票、弃权、提出保留或不予附和：其中承诺不显示为贵方的承诺。
hold-not-named = 本文本未提及贵代表团：因其属于该机制而列于此处。
timeline-picture = 按时间排列的声明
timeline-records = { $count ->
    *[other] { $count } 份声明
}
years-picture = 按年份统计的声明
years-picture-note = 按登记册接收年份统计现行声明。不统计国家数目。
figure = { $count }
year = 年份

use-again = 再次使用
use-again-lead = 将本记录的内容转入另一类型或另一机制，成为贵代表团的草稿，并在该处另行签署；本记录保持不变。
use-into = 转入
use-new-draft = 新草稿
use-open-draft = 未完成的草稿
use-mechanism = 用于哪一机制
use-mechanism-note = 用于新草稿；未完成的草稿保留其原有机制。
use-name-it = 注明该记录
use-name-it-note = 在草稿中注明最初出处。可阅读新记录者须能阅读本记录：如新记录面向更多读者，请取消勾选。
used-in = 已转入草稿：{ $name }
left-over = 未能转入的内容
left-over-note = 未作任何删节。如需保留，请从此处复制。
left-item = 该处没有涉及此要素的部分。
left-not-asked = 另一表格未询问此项。
left-taken = 该处已有其他内容。
said-first-in = （最初见于记录 { $name }。）

follow-feed = 以订阅源关注（Atom）
translate = 翻译
translate-note = 贵代表团自己的译文是与此记录并列的一条记录：经签名，读者相同，机制、项目和条款相同。请保持这些不变，只重新撰写文字。列表和计数只显示原文，由原文可找到译文。
translate-into = 译成何种语言
translation-of = 这是作者自己的译文。以原文为准：
translations-of-author = 作者自己的译文
