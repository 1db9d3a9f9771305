# 受限内容的保存期限；由谁抹除及其理由。译文有待以中文为母语者审读。

kind-kept = 保存期限
kind-kept-days = { $count ->
   *[other] 非公开内容：自接受之日起 { $count } 天。其后平台抹除文本及其文件；曾经发表一事仍留存于登记册。
}
kind-kept-for-good = 无限期，除非有权者要求抹除。公开内容在任何情况下均予保留。
kept-until = 平台将此文本及其文件保存至 { $day }。其后予以抹除；曾经发表、由谁发表及供谁阅读仍留存于登记册。
kept-if-accepted-today = { $count ->
   *[other] 平台自接受之日起将此文本及其文件保存 { $count } 天：若今日接受，则保存至 { $day }。其后予以抹除；曾经发表、由谁发表及供谁阅读仍留存于登记册。
}
erased-why-retention = 由平台抹除：此类受限记录的保存期限已满。
erased-why-withdrawn = 由其作者抹除：作者撤回了文本。
erased-why-author-personal-data = 由其作者抹除：其中含有个人数据。
erased-why-author-unlawful-content = 由其作者抹除：其内容违法。
erased-why-secretariat-personal-data = 由秘书处抹除：其中含有个人数据。
erased-why-secretariat-unlawful-content = 由秘书处抹除：其内容违法。
