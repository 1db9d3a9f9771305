# Borradores dentro de una delegación. Traducción a la espera de revisión por personas de lengua española.
draft-seen-by = Solo su delegación ve esto. Se encuentra en esta plataforma: quien la explota podría leerlo.
draft-parts = Partes
draft-parts-note = Cada parte se escribe y se guarda por separado. Otras personas pueden escribir al mismo tiempo en las demás, o en otros campos de la misma parte.
save-and-next = Guardar y pasar a la parte siguiente
save-and-previous = Guardar y volver a la parte anterior
draft-words = El texto
draft-choices = Destinatarios y temas
draft-answered = Respondidas: { $answered } de { $asked }
draft-remarks-open = { $count ->
    [one] { $count } observación abierta
   *[other] { $count } observaciones abiertas
 }
draft-to-preview = Ver el conjunto y firmar
draft-blank = Nada
draft-changes = Qué se modificó y quién lo hizo
draft-changes-note = De cada campo, la última modificación y lo que había antes.
draft-changes-none = Todavía no se ha modificado nada.
draft-before = Lo que había antes
draft-before-gone = Lo que había antes ya no se conserva.
draft-remarks = Observaciones
draft-remarks-seen-by = Las observaciones se quedan en su delegación. Nunca se firman y desaparecen con el borrador.
remark = Observación
remark-section = Sobre qué sección
remark-make = Añadir la observación
remark-settle = Resuelta
remark-settled-on = Resuelta el
remarks-settled = Observaciones resueltas
clearance = Aprobación
clearance-note = Quien lo haya leído y aprobado lo indica aquí. Cualquier modificación le pone fin.
draft-clear = Está aprobado
draft-cleared = Aprobado el
draft-document = Archivo de Word
draft-document-kept = Con este borrador se conserva un archivo de Word, que quedará bajo la misma firma:
draft-document-bring = Traer un archivo de Word aprobado
draft-document-note = Su texto ocupa el lugar de lo que haya en el campo. El archivo mismo se conserva y se firma con él; quien pueda leer el asiento puede descargarlo, con todo lo demás que el archivo diga de sus autores.
draft-document-into = Llevar el texto a
draft-document-file = Archivo de Word (.docx, 4 MiB como máximo)
draft-document-send = Traerlo
draft-document-remove = Retirar el archivo
draft-document-record = El texto como archivo
draft-document-record-note = Firmado con el texto. Lo que diga además del texto anterior también es de su autor.
release-rule = Una persona redacta, otra autoriza
release-rule-on = En vigor: quien escribió la última modificación de una parte no puede autorizar solo un borrador. Desde el
release-rule-off = Sin efecto: quien puede firmar puede firmar también lo que escribió.
release-rule-note = Rige dondequiera que esta plataforma reciba una firma sobre un borrador, también si las respuestas llegaron en un libro de cálculo o en un archivo. Rige también para el cambio de estado de un asiento. Un asiento que alguien escribe y firma en su propio equipo no pasa por ningún borrador: esta plataforma lo admite con las firmas de dos personas.
release-rule-begin = Ponerla en vigor
release-rule-end = Dejarla sin efecto
release-rule-on-draft = En su delegación una persona redacta y otra autoriza: elija la clave de alguien que no escribió las últimas modificaciones, sola o junto a la suya.
event-release-rule = Se cambió la regla sobre la autorización de borradores
notice-saved-with-others = Guardado. Entretanto se modificaron otros campos; esas palabras se conservan.
notice-cleared = El borrador está marcado como aprobado.
notice-remark-made = La observación está añadida.
notice-remark-settled = La observación está resuelta.
notice-document-taken = El texto del archivo está en el borrador, y el archivo se conserva con él.
notice-choose-signers = Elija tantas personas distintas para firmar como pide este tipo de asiento.
signers-asked = Este tipo pide las firmas de al menos { $count ->
        [one] una persona
       *[other] { $count } personas distintas
    }.
notice-document-unreadable = Este archivo no puede incorporarse. Guárdelo como .docx, sin macros ni cifrado, de 4 MiB como máximo.
notice-needs-release = En su delegación una persona redacta y otra autoriza. Elija también la clave de alguien que no escribió la última modificación de cada parte.
refusal-attachment-type = Un archivo que acompaña a un texto firmado es un archivo de Word (.docx) o un PDF.
notice-too-long = No se ha guardado. Lo que escribió figura a continuación.
