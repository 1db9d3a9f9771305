# 能力建设。译文有待以中文为母语者审阅。

capacity = 能力建设
capacity-lead = 需求和支助提议，以及由此产生的项目。可能相互对应的需求和支助提议并列显示，并说明理由。
capacity-counts = 统计仍然有效且您可以阅读的记录。不统计国家，也不作任何排名。
capacity-nothing = 这里还没有有效的需求、支助提议或项目。
counted-by = 统计依据
counted-name = 名称
counted-item = 框架要素
counted-help = 帮助形式
needs = 需求
offers = 支助提议
projects = 项目
count-needs = { $count ->
   *[other] { $count } 项需求
}
count-offers = { $count ->
   *[other] { $count } 项支助提议
}
count-projects = { $count ->
   *[other] { $count } 条项目记录
}
lists-narrowed = 列表限于：
term-region = 区域
term-language = 工作语文
term-group = 受助对象
term-period = 时间
matches = 可能与之对应的内容
matches-of-need = 涉及此项需求的某一要素、提供其所需帮助形式且没有任何抵触的支助提议。
matches-of-offer = 涉及此项支助提议的某一要素、需要其所提供帮助形式且没有任何抵触的需求。
matches-order = 最新的在前；不作任何排名。
matches-none = 在您可以阅读的内容中，目前没有与之对应的。
matches-count = { $count ->
   *[other] { $count } 项对应
}
matches-more = { $count ->
   *[other] 共 { $count } 项对应；显示最新的。
}
matches-incomplete = 有些未能比较：数量过多，或其内容在此无法读取。
match-why = 为何可能对应
match-items = 双方都涉及：{ $name }。
match-forms = 双方都提到这种帮助形式：{ $name }。
match-shared = { $term }：{ $name }。
match-differs = { $name }：双方所列不同。
match-period = 双方都可行的时间：{ $from }至{ $until }。
match-period-from = 双方都可行的时间：自{ $from }起。
match-period-until = 双方都可行的时间：至{ $until }止。
match-unsaid-need = { $name }：无法判断，需求未说明。
match-unsaid-offer = { $name }：无法判断，支助提议未说明。
match-unsaid-both = { $name }：无法判断，双方均未说明。
match-projects = 提及双方的项目
own-matches = 对应和项目
own-matches-lead = 贵代表团仍然有效的需求和支助提议，以及在您可以阅读的内容中可能与之对应的内容。
own-matches-nothing = 贵代表团没有有效的需求、支助提议或项目。
own-matches-more = 显示最新的；还有更多。
together = 共同启动项目
together-lead = 将开始贵代表团的一份草稿：其中提及需求和支助提议，并采用双方所述内容。签署之前不作任何表述。随后另一方签署其自己的记录；任何一方都不代他方签署。
together-readers = 您可在草稿中选择更多读者，但他们必须也能阅读该需求和该支助提议。
together-apart = 该需求和该支助提议的读者不同，因此没有一条记录可以同时提及两者。请要求其中一方也向另一方的读者表述。
together-begin = 开始草稿
project-sides = 需求和支助提议
project-beside = 另一方也已表述
project-beside-note = 各方自行表述：这些记录提及同一需求和同一支助提议，属于同一项目。
project-join = 以我方措辞表述该项目
project-join-lead = 将开始贵代表团的一份草稿，其中采用另一方的文字，您可以修改。草稿提及该项目、需求和支助提议。签署即表示贵方参与；如不需自己的措辞而仅表示同意，在项目页面上即可。
project-begun = 由另一方启动
