# 离线：由多个部门填写的工作簿、纸质表格和已发送的提醒。译文有待以中文为母语者审读。

workbook-guide-cycle = 所属周期：{ $name }
workbook-guide-taken-out = 空白单元格不表示任何意见：草稿中的内容保持不变。如要删去某项答复，请在其单元格中写 -（连字符）。
workbook-guide-before = 黄色单元格载有以前的答复。保留即再次答复，也可改写或删去。
workbook-guide-several = 可由多个部门分别填写本工作簿的副本，各填一部分，各自导回。两方所写不同之处，先同时显示，再决定采用哪一方。

draft-workbook-before = 用以前的答复填入空白处
draft-workbook-before-note = 贵方以前对此类问题的答复。它们在工作簿中以黄色显示，在导回之前不出现在其他任何地方。
draft-workbook-before-none = 否，只填草稿已有内容
draft-workbook-conflict = 工作簿与草稿不一致
draft-workbook-conflict-note = 有 { $count } 项答复在两处都作了改动。目前未采用任何内容：请指明应以何者为准。
in-the-draft = 草稿中
in-the-workbook = 工作簿中
workbook-takes-out = 工作簿删去了这项答复。
keep-the-drafts = 保留草稿中的内容
take-the-workbooks = 采用工作簿中的内容
take-both = 两者都要：先草稿，后工作簿
notice-workbook-nothing = 未从工作簿中采纳任何内容。其中每个单元格的内容要么本草稿中已有，要么与下载该工作簿时相同。如需将另一份草稿的答复带到此处，请将其复制到从本页下载的工作簿中。
draft-workbook-decide = 按此采用答复
refusal-workbook-other-cycle = 本工作簿是为另一周期制作的。请下载本周期的工作簿，并将答复复制过去。

printed-form = 供打印的表格
printed-form-note = 可手写填写，也可用文字处理软件填写。填写本表既不构成签署，也不会公布任何内容：请将答复录入草稿或工作簿，或以普通照会将表格送交秘书处。星号表示必填。
printed-form-until = 答复截止日期
printed-form-state = 国家或组织
printed-form-date = 日期

reminders = 提醒
reminders-sent = 发给我方的提醒
reminders-sent-lead = 本节点就有待答复的周期向贵代表团人员发出的提醒信函。
reminders-seen-by = 仅贵代表团可见。此处只说明提醒了多少人，不说明是谁。
reminders-none = 没有发送过提醒。
reminders-more = 更早的提醒仍保存，但未在此列出。
reminders-choose = 选择是否接收提醒以及频率
reminders-not-yet = 尚未发送提醒。
reminders-totals-note = 每一步提醒了多少人。具体是谁，不向任何人显示。
reminder-month = 提前 30 天
reminder-week = 提前 7 天
reminder-day = 提前 1 天
reminder-after = 最后一天之后
reminder-last-day = 最后一天
reminder-people = { $count ->
    [0] 无人
   *[other] { $count } 人
}

outlook-terms = 按该机制自己的用语
outlook-as-named = 按作者所用名称
outlook-no-link = 尚无人将其与该机制自己的清单相对应
