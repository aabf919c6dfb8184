compendioPart("pt0",["IArecomendaciones Ió|IAsiguiente Js","","","EBBGDHFKGEFLCGDCCFFGECDDEEJHGDJGGHEDIBE"]);
