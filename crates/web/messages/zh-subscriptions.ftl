# 电子邮件订阅。译文有待以中文为母语者审读。

subscribe = 通过电子邮件订阅
subscriptions = 电子邮件订阅
subscriptions-lead = 您所选主题的新内容，每天或每周一封邮件；没有新内容则不发送。
subscriptions-no-mail = 本平台不发送邮件。您所订阅主题的新内容列于本页。
subscriptions-unconfirmed = 目前不向您发送邮件：您的账户没有已确认且可接收邮件的地址。
subscriptions-confirm = 确认地址
subscriptions-none = 您没有任何订阅。
subscriptions-as = 身份：{ $name }
subscriptions-since = 始于
subscriptions-leave = 取消订阅
subscriptions-leave-one = 取消订阅：{ $name }
subscriptions-leave-all = 取消全部订阅
subscriptions-rhythm = 频率
subscriptions-every = 全部订阅合为一封邮件
subscriptions-every-note = 邮件以您为邮件选定的语言发送至您已确认的地址。
subscriptions-daily = 每天
subscriptions-weekly = 每周，星期一
subscriptions-save = 保存
subscriptions-newest = 您所订阅主题的新内容
subscriptions-newest-note = 自您订阅以来获得接受、且您当前所代表的代表团可以阅读的内容。
subscriptions-begin = 添加订阅
subscriptions-begin-note = 每个框架要素、机制和记录类别的页面上都有订阅按钮。
subscriptions-most = { $count ->
    *[other] 您最多可有 { $count } 项订阅。
}
subscriptions-what-mail-says = 邮件列出公开记录的标题、作者、类别和日期。对于并非面向所有人的记录，邮件只说明新增数量；您登录后在此阅读。每封邮件都附有链接，无需登录即可取消订阅。
notice-subscribed = 您已订阅。首封邮件将告知自现在起获得接受的内容。
notice-unsubscribed = 已取消订阅。
notice-address-unconfirmed = 尚未订阅：请先在您的账户页面确认邮件地址。
leave-digest = 取消邮件订阅
leave-digest-lead = 此操作将终止该邮件收件人的全部订阅。无需登录。
leave-digest-now = 取消订阅
leave-digest-note = 打开本页并未作出任何更改。关于以代表团名义所作行动的通知不受影响。
leave-digest-left = 此链接所属的订阅已终止，不再就其发送邮件。
leave-digest-again = 登录后可随时重新订阅。
