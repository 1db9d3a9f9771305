# 作为数据的问卷：记录类型及其表格、供离线填写的工作簿、周期。译文有待以中文为母语者审读。

kinds = 记录类型
kinds-lead = 此处可记录的内容，每种类型附其表格。表格是数据文件：秘书处可在无需新程序的情况下修订，对较早版本的答复仍可阅读。
kind-form = 表格
kind-facts = 关于此类型
kind-version = 第 { $count } 版
kind-writers = 撰写者
kind-evidence = 提交方式
kind-audiences = 可供谁阅读
kind-signers = 签名者
kind-signed-by = { $count ->
   *[other] 最多 { $count } 人
}
kind-own-machine-alone = 只能以密钥在签名者自己的计算机上签名，绝不在平台页面上签名。
kind-mechanisms = 接受此类型的机制
kind-workbooks = 离线填写
kind-workbooks-note = 工作簿（XLSX），适用于任何电子表格程序。请在此将其导回草稿。
kind-for-programs = 供程序使用
kind-schema = 其内容的 JSON Schema
kind-lacks-languages = 其文本尚无以下语文版本；以英文代替：
kind-asks-about = 询问事项
written-by-delegates = 参与方的代表
written-by-secretariat = 机制秘书处
for-public = 所有人
for-own = 本代表团
for-participants = 指名的参与方
for-group = 指名的组
for-mechanism = 某一机制的参与方
for-secretariat = 某一机制的主席和秘书处
takes-words = { $count ->
   *[other] 最多 { $count } 个词的文本
}
takes-characters = { $count ->
   *[other] 最多 { $count } 个字符的文本
}
takes-choice = 选择以下一项
takes-choices = 选择以下一项或多项
takes-number = 整数
takes-date = 日期
takes-addresses = { $count ->
   *[other] 最多 { $count } 个网址
}
takes-rows = { $count ->
   *[other] 最多 { $count } 行的表格，包括
}

# 工作簿。
workbook-guide = 填写说明
workbook-guide-cells = 请将答复填入问题旁的白色单元格。其他部分均已锁定，无密码。
workbook-guide-references = 第一列的编号请保持原样：每项答复据此与其问题对应。各行可以排序，工作表可以重命名或移动。
workbook-guide-blank = 不答复之处请留空。星号标示签署记录之前必须填写的内容。
workbook-guide-choices = 凡可选择之处，请从单元格列表中选取，或在其旁填 x。
workbook-guide-dates = 日期请写作 2031-05-04；不知详情时写 2031-05 或 2031。
workbook-guide-return = 请将工作簿导回平台上的草稿。要么全部接受，要么全不接受；错误之处按工作表和单元格指明。有人签名之前不发布任何内容。
workbook-answers = 答复
workbook-reference = 编号
workbook-question = 问题
workbook-help = 询问内容
workbook-answer = 答复
workbook-goes-on = 较长的答复在此续写。
workbook-mark-choice = 填 x 选择

# 草稿及其工作簿。
draft-offline = 离线处理
draft-offline-note = 将此草稿作为工作簿（XLSX）带走，用任何电子表格程序填写，再导回此处。其中所写内容将进入上方的答复，要么全部接受，要么全不接受；留空之处保持不变。
draft-workbook-get = 下载工作簿
draft-workbook-file = 已填写的工作簿
draft-workbook-send = 采用其中的答复
draft-workbook-refused = 工作簿未被接受
draft-workbook-refused-note = { $count ->
   *[other] 其中有 { $count } 处错误。草稿保持原样。
}
draft-workbook-back = 返回草稿
notice-workbook-taken = 工作簿中的答复已载入草稿。
workbook-whole = 整个工作簿
workbook-place = 工作表和单元格
workbook-wrong = 错误之处

# 工作簿不被接受的原因。
refusal-workbook-alive = 工作簿含有宏或指向其他文件的链接。请将答复复制到不含这些内容的工作簿。
refusal-workbook-too-large = 工作簿大于任何问卷。请将答复复制到从此处下载的工作簿。
refusal-workbook-unreadable = 工作簿无法读取。请重新保存为 XLSX，不设密码。
refusal-not-a-workbook = 这不是 XLSX 工作簿。请保存为 .xlsx，不设密码。
refusal-workbook-formula = 此处为公式。请改填其结果的纯文本。
refusal-workbook-hidden = 此内容位于隐藏的行或列。请取消隐藏，或将其移除。
refusal-workbook-cell = 此单元格无法按显示内容读取。请将其设为文本格式后重新填写。
refusal-workbook-no-questionnaire = 此工作簿中没有属于问卷的工作表。请填写从此处下载的工作簿。
refusal-workbook-foreign-sheet = 此工作表不属于问卷。请将重要内容复制到答复中，并删除此工作表。
refusal-workbook-sheet-twice = 此工作表出现两次。请保留所需的一份。
refusal-workbook-other-version = 此工作表属于另一问卷或该问卷的另一版本。请重新下载工作簿并将答复复制过去。
refusal-workbook-unknown-reference = 没有问题使用此编号。请恢复原有编号。
refusal-workbook-reference-twice = 此编号也出现在另一行。请保留两行中的一行。
refusal-workbook-outside = 此内容位于未设问题之处，将会丢失。请将其移入某项答复。
refusal-workbook-not-a-mark = 请填 x 表示选择，或留空。

facet-choice = 答案
